import type { Artifact, WrapInput } from '../target.ts';
import type { YaralQuery } from './ast.ts';
import { metaOf } from './meta.ts';
import { ruleName } from './names.ts';

/**
 * One file in a flat folder, named as its rule: so Google's content manager finds it. Its text begins with the rule's header, since that tool
 * takes the first `rule <word>` of a file for the name. https://github.com/chronicle/detection-rules/tree/main/tools/content_manager
 */
export function wrapRule(input: WrapInput<YaralQuery>): readonly Artifact[] {
  return [
    {
      path: `rules/${ruleName(input.settings.stem)}.yaral`,
      kind: 'yaral',
      content: input.render('rule.yaral', metaOf(input)),
    },
  ];
}
