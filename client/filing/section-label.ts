/** A section's key as a reader says it: `part1.item1a` is "1A", `item2.02` is "2.02", `note.3` is "Note 3"; any other key as it is. */
export function sectionLabel(key: string): string {
  const note = /(?:^|\.)note\.?(\w+)$/.exec(key);
  if (note) return `Note ${note[1]?.toUpperCase()}`;
  const item = /(?:^|\.)item([\w.]+)$/.exec(key);
  return item ? (item[1] as string).toUpperCase() : key;
}

/** "Part II" where a key names a part, else null. */
export function partOf(key: string): string | null {
  const part = /^part(\d)\./.exec(key);
  return part ? `Part ${['', 'I', 'II', 'III', 'IV'][Number(part[1])] ?? part[1]}` : null;
}

/** Keys of sections in a line, by part: "Part I: 1, 1A; Part II: 7". */
export function listSections(keys: readonly string[]): string {
  const parts = new Map<string | null, string[]>();
  for (const key of keys) parts.set(partOf(key), [...(parts.get(partOf(key)) ?? []), sectionLabel(key)]);
  return [...parts].map(([part, labels]) => `${part ? `${part}: ` : ''}${labels.join(', ')}`).join('; ');
}
