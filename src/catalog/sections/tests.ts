import { section, table } from '../frame.ts';
import { type Content, type Html, html } from '../html.ts';
import type { Texts } from '../rule-page.ts';
import type { RuleView, TestView, VerdictView } from '../rule-view.ts';
import type { Shown } from '../text-block.ts';

/** The rule's own tests: what each expects, what the rule and each text answer, and the event. */
export function testsSection({ tests, targets }: RuleView, texts: Texts): Html {
  if (tests.length === 0) return section('tests', 'Tests', html`<p class="none">The rule has no tests.</p>`);
  const rows = tests.map((test) => [
    html`<bdi>${test.name}</bdi>`,
    test.expected === undefined ? 'alerts over time' : test.expected ? 'match' : 'no match',
    html`<span class="v ${test.rule === 'passed' ? 'good' : test.rule === 'failed' ? 'bad' : 'none'}">${test.rule}</span>${
      test.detail !== '' && html`<br><small>${test.detail}</small>`
    }`,
    ...targets.map(({ name }) => verdicts(test.verdicts.filter((one) => one.target === name))),
  ]);
  const events = tests.map((test, i) => event(test, i, texts));
  return section(
    'tests',
    'Tests',
    html`<p>The column of the rule says whether the rule answers as the test expects. The others say what the text of each SIEM, read back and run on what that SIEM would store of the event, answers.</p>`,
    table('Tests', ['Test', 'Expected', 'Rule', ...targets.map(({ title }) => title)], rows, 'tests'),
    notRun(tests),
    events,
  );
}

function notRun(tests: readonly TestView[]): Content {
  const some = tests.some(({ verdicts: all }) => all.some(({ says }) => says === 'not run'));
  return (
    some &&
    html`<p class="none">Texts that take a vendor’s own parser are run by <code>rulegen catalog --verify</code> alone.</p>`
  );
}

function verdicts(all: readonly VerdictView[]): Content {
  if (all.length === 0) return html`<span class="v none">–</span>`;
  return all.map(({ kind, says }) => html`<span class="v ${kind}">${says}</span> `);
}

function event({ name }: TestView, i: number, texts: Texts): Html {
  return html`<details><summary>Event: <bdi>${name}</bdi></summary>${texts(`event-${i}`)}</details>\n`;
}

/** The events of a rule's tests, as texts to show. */
export function eventTexts({ tests }: RuleView): readonly Shown[] {
  return tests.map(({ event: text }, i) => ({
    text,
    language: 'yaml',
    label: `Event of test ${i + 1}`,
    id: `event-${i}`,
    file: `event-${i + 1}.json`,
  }));
}
