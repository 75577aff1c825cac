/** Python's `shlex.split()`: quotes and backslashes as a shell takes them; missing where a quote stays open. */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  const all = [...text];
  for (let at = 0; at < all.length; at++) {
    const character = all[at] ?? '';
    const next = all[at + 1];
    if (quote === '' && /[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (character === '\\' && quote !== "'") {
      if (next === undefined) return undefined;
      const kept = quote === '"' && next !== '"' && next !== '\\' ? '\\' : '';
      word = (word ?? '') + kept + next;
      at += 1;
    } else word = (word ?? '') + character;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}
