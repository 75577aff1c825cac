import type { Question } from '../answer.ts';
import type { Example } from '../packed.ts';
import { byId, h } from './dom.ts';

/** The fields that the user writes in. */
export interface Inputs {
  readonly read: () => Question;
  readonly write: (question: Question) => void;
  /** Puts an event in the place of the one that is there. */
  readonly writeEvent: (event: string) => void;
  /** Marks a range of the rule's text. */
  readonly select: (start: number, end: number) => void;
}

/** Wires the fields: `changed` is called after each change of a text. */
export function openInputs(
  examples: readonly Example[],
  chosen: (example: Example) => void,
  changed: () => void,
): Inputs {
  const rule = byId('rule', HTMLTextAreaElement);
  const python = byId('python', HTMLTextAreaElement);
  const event = byId('event', HTMLTextAreaElement);
  const aside = byId('python-part', HTMLDetailsElement);
  const choice = byId('example', HTMLSelectElement);
  choice.append(...examples.map(({ title }, i) => h('option', { value: String(i) }, title)));
  choice.addEventListener('change', () => {
    const example = examples[Number(choice.value)];
    if (choice.value !== '' && example) chosen(example);
  });
  for (const field of [rule, python, event])
    field.addEventListener('input', () => {
      if (field !== event) choice.value = '';
      changed();
    });
  return {
    read: () => ({ rule: rule.value, python: python.value, event: event.value }),
    write: (question) => {
      rule.value = question.rule;
      python.value = question.python;
      event.value = question.event;
      aside.open = question.python !== '';
      const named = examples.findIndex((one) => one.rule === question.rule);
      choice.value = named === -1 ? '' : String(named);
    },
    writeEvent: (text) => {
      event.value = text;
      event.focus();
      changed();
    },
    select: (start, end) => {
      rule.focus();
      rule.setSelectionRange(start, Math.max(end, start + 1));
      const line = rule.value.slice(0, start).split('\n').length;
      const height = Number.parseFloat(getComputedStyle(rule).lineHeight);
      rule.scrollTop = Math.max(0, (line - 4) * height);
    },
  };
}
