/** A piece of a template of `str.format`. */
export type FormatPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'field';
      readonly from: number | string;
      readonly steps: readonly FormatStep[];
      /** The letter's code, or -1. */
      readonly conversion: number;
      readonly spec: string;
    };

type FormatStep =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'item'; readonly key: bigint | string };

/** The pieces of a template; undefined where Python raises ValueError. */
export function parseFormat(template: string): readonly FormatPart[] | undefined {
  const parts: FormatPart[] = [];
  let automatic = 0;
  let text = '';
  for (let at = 0; at < template.length; at++) {
    const [character, next] = [template[at], template[at + 1]];
    if ((character === '{' || character === '}') && next === character) {
      text += character;
      at += 1;
      continue;
    }
    if (character === '}') return undefined;
    if (character !== '{') {
      text += character;
      continue;
    }
    const end = endOfField(template, at);
    if (end === undefined) return undefined;
    const field = parseField(template.slice(at + 1, end), automatic);
    if (field === undefined) return undefined;
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    if (field.from === automatic && /^[{][.[!:}]/.test(template.slice(at, at + 2))) automatic += 1;
    parts.push(field);
    at = end;
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}

function endOfField(template: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < template.length; at++) {
    if (template[at] === '{') depth += 1;
    if (template[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

const fieldForm = /^([^.[!:]*)((?:\.[^.[!:]+|\[[^\]]+\])*)(?:!([rsa]))?(?::(.*))?$/s;

function parseField(field: string, automatic: number): Extract<FormatPart, { kind: 'field' }> | undefined {
  const found = fieldForm.exec(field);
  if (found === null) return undefined;
  const [, name = '', path = '', letter, spec = ''] = found;
  const steps = [...path.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)].map(([, attribute, key = '']): FormatStep => {
    if (attribute !== undefined) return { kind: 'attribute', name: attribute };
    return { kind: 'item', key: /^\d+$/.test(key) ? BigInt(key) : key };
  });
  const from = name === '' ? automatic : /^\d+$/.test(name) ? Number(name) : name;
  return { kind: 'field', from, steps, conversion: letter === undefined ? -1 : letter.charCodeAt(0), spec };
}

/** A piece of a template of `%`. The spec is that of `format`, without its letter. */
export type PercentPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly key: string | undefined; readonly letter: string; readonly spec: string };

const percentForm = /%(?:%|(?:\(([^)]*)\))?([-+ 0#]*)(\d*)(?:\.(\d+))?([diouxXeEfFgGcrs]))/y;

/** The pieces of a template; undefined where Python raises ValueError, or where the form is rare. */
export function parsePercent(template: string): readonly PercentPart[] | undefined {
  const parts: PercentPart[] = [];
  let text = '';
  for (let at = 0; at < template.length; ) {
    if (template[at] !== '%') {
      text += template[at];
      at += 1;
      continue;
    }
    percentForm.lastIndex = at;
    const found = percentForm.exec(template);
    if (found === null) return undefined;
    at = percentForm.lastIndex;
    const [whole, key, flags = '', width = '', precision, letter = ''] = found;
    if (whole === '%%') {
      text += '%';
      continue;
    }
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    const align = flags.includes('-') ? '<' : '';
    const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
    const zero = flags.includes('0') && align === '' ? '0' : '';
    const spec = `${align}${sign}${flags.includes('#') ? '#' : ''}${zero}${width}${precision === undefined ? '' : `.${precision}`}`;
    parts.push({ kind: 'field', key, letter, spec });
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}
