import type { Question } from '../answer.ts';

/** The texts of the page as the part of an address after `#`, which no browser sends anywhere. */
export async function writeHash({ rule, python, event }: Question): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([rule, python, event]));
  return `#q=${toBase64(await through(bytes, new CompressionStream('deflate-raw')))}`;
}

/** What an address holds; undefined where that is nothing of ours. */
export async function readHash(hash: string): Promise<Question | undefined> {
  const [, packed] = /^#q=([\w-]+)$/.exec(hash) ?? [];
  if (packed === undefined) return undefined;
  try {
    const bytes = await through(fromBase64(packed), new DecompressionStream('deflate-raw'));
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(read)) return undefined;
    const [rule, python, event]: unknown[] = read;
    const areTexts = typeof rule === 'string' && typeof python === 'string' && typeof event === 'string';
    return areTexts ? { rule, python, event } : undefined;
  } catch {
    return undefined;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
