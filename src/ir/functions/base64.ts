const encodings: Readonly<Record<string, (bytes: readonly number[]) => string | undefined>> = {
  'utf-8': (bytes) => decodeAs('utf-8', bytes),
  ascii: (bytes) => (bytes.every((byte) => byte < 0x80) ? asCharacters(bytes) : undefined),
  'latin-1': asCharacters,
  'utf-16-le': (bytes) => decodeAs('utf-16le', bytes),
};

/**
 * Python's `b64decode(text).decode(encoding)`: other characters are skipped, the padding must be there. Missing where it raises.
 */
export function fromBase64(text: string, encoding = 'utf-8'): string | undefined {
  if (/[^\0-\x7f]/.test(text)) return undefined;
  const bytes = decode(text);
  return bytes === undefined ? undefined : encodings[encoding]?.(bytes);
}

function asCharacters(bytes: readonly number[]): string {
  return bytes.map((byte) => String.fromCharCode(byte)).join('');
}

function decodeAs(encoding: string, bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The UTF-8 of a text as Base64; missing for half a surrogate pair, which UTF-8 cannot say. */
export function toBase64(text: string): string | undefined {
  if (/\p{Cs}/u.test(text)) return undefined;
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** As `binascii.a2b_base64`: whatever follows the padding is ignored. */
function decode(text: string): readonly number[] | undefined {
  const bytes: number[] = [];
  let [held, inGroup, padding] = [0, 0, 0];
  for (const character of text) {
    if (character === '=') {
      padding += 1;
      if (inGroup >= 2 && inGroup + padding >= 4) return bytes;
      continue;
    }
    const six = alphabet.indexOf(character);
    if (six < 0) continue;
    padding = 0;
    held = (held << 6) | six;
    inGroup = (inGroup + 1) % 4;
    if (inGroup === 2) bytes.push((held >> 4) & 0xff);
    if (inGroup === 3) bytes.push((held >> 2) & 0xff);
    if (inGroup === 0) bytes.push(held & 0xff);
    held &= 0xffffff;
  }
  return inGroup === 0 ? bytes : undefined;
}
