import type { Report } from '../../diagnostics/diagnostic.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Condition } from '../../ir/condition.ts';
import { isList } from '../../ir/json.ts';
import { parseTable } from '../condition-table/index.ts';
import type { Cursor } from '../cursor.ts';
import { kindInWords } from '../cursor.ts';
import { readExpressions } from '../simple-detection.ts';
import type { RuleSource } from './rule-source.ts';

/** What an event must satisfy. Wrong parts are reported and count as `true`. */
export interface Detection {
  readonly condition: Condition;
  readonly filter: Condition;
  readonly raises: Condition;
}

/** Reads the detection from whichever of Condition and Detection the rule has; of a Python body alone, the filters only. */
export function readDetection(source: RuleSource, report: Report): Detection {
  const condition = source.get('Condition');
  const detection = source.get('Detection');
  const body = source.get('Filename');
  if (condition.given && detection.given) report(diagnostic('two-conditions', {}, { span: condition.keySpan }));
  if (!body.given && condition.value === undefined && detection.value === undefined)
    report(diagnostic('no-condition', {}, { span: (source.keys.get('RuleID') ?? body).keySpan }));
  const filters = source.get('InlineFilters');
  return {
    condition: condition.given ? readTable(condition, report) : readGiven(detection, report),
    filter: filters.given ? readExpressions(filters, report) : { kind: 'true' },
    raises: source.get('Raises').given ? readTable(source.get('Raises'), report) : { kind: 'false' },
  };
}

/** A table, or match expressions: what `Conditions:` of a dynamic severity may hold. */
export function readConditions(cursor: Cursor, report: Report): Condition {
  if (cursor.placed !== undefined) return readTable(cursor, report);
  return readGiven(cursor, report);
}

function readTable(cursor: Cursor, report: Report): Condition {
  const table = cursor.placed && parseTable(cursor.placed, report);
  return table ?? { kind: 'true' };
}

function readGiven(cursor: Cursor, report: Report): Condition {
  if (cursor.value === undefined) return { kind: 'true' };
  if (isList(cursor.value) && cursor.value.length === 0) {
    const wanted = 'a list of match expressions';
    const got = kindInWords(cursor.value);
    report(diagnostic('wrong-type', { key: cursor.name, wanted, got: `${got} without any` }, { span: cursor.keySpan }));
    return { kind: 'true' };
  }
  return readExpressions(cursor, report);
}
