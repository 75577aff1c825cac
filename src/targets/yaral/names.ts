/** Words that are no names in YARA-L, in lower case. https://docs.cloud.google.com/chronicle/docs/yara-l/syntax */
const reserved = new Set(
  `all and any array array_distinct ascii at base64 before after by cidr condition contains count count_distinct day days endswith
  entrypoint events export false filesize for fullword global hour hours if import in include int16 int32 int8 matches match max
  meta min minute minutes nocase not of options or outcome over private regex rule setup startswith strings sum them true tumbling
  uint16 uint32 uint8 wide window_end window_start xor e`.split(/\s+/),
);

/** The name of a rule, which is also its file's: letters, digits and `_`, a letter first. */
export function ruleName(stem: string): string {
  const name = stem.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(name) && !reserved.has(name.toLowerCase()) ? name : `rule_${name}`;
}

/** Names of variables, each given once. */
export class Names {
  private readonly taken = new Set<string>();

  /** A name like the wanted one: lower case, letters, digits and `_`, not reserved, not given before. */
  take(wanted: string): string {
    const words = wanted
      .replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const stem = /^[a-z]/.test(words) && !reserved.has(words) ? words : `v_${words}`;
    let name = stem;
    for (let n = 2; this.taken.has(name); n++) name = `${stem}_${n}`;
    this.taken.add(name);
    return name;
  }
}
