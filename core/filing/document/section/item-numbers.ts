const NUMBER = /(through|to|-|–)?\s*(?:items?\s*)?(\d{1,2}(?:\.\d{2})?)\.?\s?([a-k](?![a-z]))?/gi;

/** The items of a list, "10, 11 and 12A" or "10 through 13", as their form writes them. */
export function itemsNamed(list: string): Set<string> {
  const items = new Set<string>();
  let last = 0;
  for (const [, range, number = '', letter = ''] of list.matchAll(NUMBER)) {
    for (let each = last + 1; range && each < Number(number); each++) items.add(String(each));
    items.add(`${number.includes('.') ? number : Number(number)}${letter.toUpperCase()}`);
    last = Math.trunc(Number(number));
  }
  return items;
}
