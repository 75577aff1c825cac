import type { Parts } from './parts.ts';
import { openParts } from './parts.ts';

declare global {
  var rulegenParts: Parts & { readonly base: string };
}

const { currentScript } = document;
const base = currentScript instanceof HTMLScriptElement ? currentScript.src.replace(/[^/]*$/, '') : '';

globalThis.rulegenParts = { ...openParts(base), base };
