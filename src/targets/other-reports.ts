import type { Metadata } from '../ir/rule.ts';

/** Ids of the rule's frameworks other than MITRE ATT&CK, as the author wrote them: `CIS` → 3.1, 3.2. Frameworks without ids are left out. */
export function otherReports({
  reports,
}: Metadata): readonly { readonly framework: string; readonly ids: readonly string[] }[] {
  return reports.filter(({ framework, ids }) => ids.length > 0 && !/^mitre( att&?c?k)?$/i.test(framework.trim()));
}
