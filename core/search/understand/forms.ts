const FORMS: readonly [RegExp, string][] = [
  [/\b10-?k\/a\b/i, '10-K/A'],
  [/\b10-?ks?\b(?!\/)|\bannual reports?\b|\bannual filings?\b|\bform 10-?k\b/i, '10-K'],
  [/\b10-?qs?\b(?!\/)|\bquarterly (?:reports?|filings?)\b/i, '10-Q'],
  [/\b8-?ks?\b(?!\/)|\bcurrent reports?\b/i, '8-K'],
  [/\bearnings (?:release|announcement|press release|report)s?\b|\bpress releases?\b/i, '8-K'],
  [/\b20-?fs?\b/i, '20-F'],
  [/\b6-?ks?\b/i, '6-K'],
  [/\bdef ?14a\b|\bproxy (?:statement|filing|materials?)s?\b/i, 'DEF 14A'],
  [/\bform 4\b|\binsider (?:trades?|trading|transactions?|sales?|purchases?)\b/i, '4'],
  [/\bform 3\b/i, '3'],
  [/\b13-?f\b/i, '13F-HR'],
  [/\bs-?1\b|\bregistration statement\b/i, 'S-1'],
];

/** Forms that the question names, as EDGAR prints them. */
export function findForms(question: string): string[] {
  return [...new Set(FORMS.filter(([expression]) => expression.test(question)).map(([, form]) => form))];
}

const SECTIONS: readonly [RegExp, string][] = [
  [/\brisk factors?\b|\bitem 1a\b/i, 'part1.item1a'],
  [/\blegal proceedings\b/i, 'part1.item3'],
  [/\bmd&a\b|\bmanagement[’']?s discussion\b/i, 'part2.item7'],
  [/\bbusiness (?:section|description)\b|\bitem 1\b(?!\w)/i, 'part1.item1'],
  [/\bproperties section\b|\bitem 2\b(?!\.)/i, 'part1.item2'],
  [/\bitem 7a\b|\bmarket risk disclosures?\b/i, 'part2.item7a'],
  [/\bitem 7\b(?!a)/i, 'part2.item7'],
  [/\bitem 8\b(?!\.)|(?<!\brestat\w*\b[^?]*)\bfinancial statements\b/i, 'part2.item8'],
  [/\bitem 9a\b|\bcontrols and procedures\b/i, 'part2.item9a'],
  [/\bitem 1c\b/i, 'part1.item1c'],
  [/\bitem ([2-9]\.\d{2})\b/i, 'item$1'],
];

/** Sections that the question names, by their keys in a 10-K or 8-K. */
export function findSections(question: string): string[] {
  const found = new Set<string>();
  for (const [expression, key] of SECTIONS) {
    const match = expression.exec(question);
    if (match) found.add(key.replace('$1', match[1] ?? ''));
  }
  return [...found];
}
