import { readFileSync } from 'node:fs';

/** What kind of analysis a YAML file says that it is: `rule` for all that look at events, `none` where it says nothing. */
export function kindOfAnalysis(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return 'rule'; // reading it again reports why it cannot be read
  }
  const kind = /(?:^|[{,\ufeff])[ \t]*["']?AnalysisType["']?[ \t]*:[ \t]*["']?([A-Za-z_]+)/m.exec(text)?.[1];
  if (kind === undefined) return 'none';
  return kind === 'scheduled_rule' || kind === 'correlation_rule' ? 'rule' : kind;
}
