import type { TextFinding } from '../runner.ts';
import type { Stanza } from './read-conf.ts';
import { pcre } from './run-regex.ts';
import type { Expression, Search } from './syntax.ts';

type Place = Pick<TextFinding, 'artifact' | 'line' | 'column'>;

/** What is wrong with a search whatever the events: comparisons of constants, regexes that are none. */
export function checkSearch(search: Search, artifact: string): TextFinding[] {
  const found: TextFinding[] = [];
  for (const command of search.commands) {
    const line = 'line' in command ? command.line : 1;
    const place: Place = { artifact, line, column: 1 };
    if (command.kind === 'where') checkExpression(command.condition, place, found);
    if (command.kind === 'eval') for (const { value } of command.assignments) checkExpression(value, place, found);
    if (command.kind === 'regex') checkRegex(command.pattern, place, found);
  }
  return found;
}

function checkExpression(expression: Expression, place: Place, found: TextFinding[]): void {
  switch (expression.kind) {
    case 'field':
    case 'string':
    case 'number':
      return;
    case 'not':
      checkExpression(expression.operand, place, found);
      return;
    case 'and':
    case 'or':
    case 'xor':
      for (const operand of expression.operands) checkExpression(operand, place, found);
      return;
    case 'arithmetic':
      checkExpression(expression.left, place, found);
      checkExpression(expression.right, place, found);
      return;
    case 'compare':
      if (isConstant(expression.left) && isConstant(expression.right))
        found.push({
          severity: 'error',
          message: 'two constants are compared; a field in where stands in single quotes, a text in double quotes',
          ...place,
        });
      checkExpression(expression.left, place, found);
      checkExpression(expression.right, place, found);
      return;
    case 'call':
      checkCall(expression, place, found);
      for (const arg of expression.args) checkExpression(arg, place, found);
  }
}

const askFirst = [
  'match',
  'like',
  'in',
  'isnull',
  'isnotnull',
  'lower',
  'upper',
  'len',
  'tonumber',
  'mvcount',
  'mvfilter',
];

function checkCall({ name, args }: Extract<Expression, { kind: 'call' }>, place: Place, found: TextFinding[]): void {
  const [first, second] = args;
  if (first !== undefined && askFirst.includes(name) && isConstant(first))
    found.push({ severity: 'error', message: `${name}() is asked of a constant`, ...place });
  if ((name === 'match' || name === 'replace' || name === 'mvfind') && second?.kind === 'string')
    checkRegex(second.value, place, found);
}

function checkRegex(pattern: string, place: Place, found: TextFinding[]): void {
  const made = pcre(pattern);
  if (typeof made === 'string')
    found.push({ severity: 'error', message: `the regex ${JSON.stringify(pattern)}: ${made}`, ...place });
}

function isConstant(expression: Expression): boolean {
  if (expression.kind === 'string' || expression.kind === 'number') return true;
  return expression.kind === 'arithmetic' && isConstant(expression.left) && isConstant(expression.right);
}

/** Settings of savedsearches.conf that searches of Enterprise Security have. https://docs.splunk.com/Documentation/Splunk/latest/Admin/Savedsearchesconf */
const known = [
  /^(description|search|disabled|enableSched|cron_schedule|schedule_window|allow_skew|counttype|relation|quantity|realtime_schedule|is_visible)$/,
  /^dispatch\.(earliest_time|latest_time|index_earliest|index_latest|max_count)$/,
  /^alert\.(digest_mode|suppress|suppress\.fields|suppress\.period|suppress\.group_name|track|severity|expires)$/,
  /^action\.(risk|notable)$/,
  /^action\.risk\.param\.(_risk_message|_risk|_risk_score|verbose)$/,
  /^action\.correlationsearch\.(enabled|detection_type|label|annotations|metadata)$/,
  /^action\.notable\.param\.(_entities|nes_fields|rule_description|rule_title|security_domain|severity|next_steps|recommended_actions|drilldown_searches|drilldown_dashboards)$/,
];

/** What is wrong with a stanza: keys that Splunk does not know, JSON that is none. */
export function checkStanza(stanza: Stanza, artifact: string): TextFinding[] {
  const found: TextFinding[] = [];
  for (const [key, { value, line }] of stanza.settings) {
    const place: Place = { artifact, line, column: 1 };
    if (!known.some((pattern) => pattern.test(key)))
      found.push({ severity: 'error', message: `${key} is no setting of a saved search`, ...place });
    if (/^[[{]/.test(value) && key.startsWith('action.')) {
      try {
        JSON.parse(value);
      } catch {
        found.push({ severity: 'error', message: `${key} holds broken JSON`, ...place });
      }
    }
  }
  return found;
}
