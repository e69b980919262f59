import type { Candidate } from './candidates.ts';

/**
 * The headings that together make the most convincing run through the form: in the form's order, each item once, the best total score.
 * A heading that is convincing by itself but stands out of order is kept as well.
 */
export function chooseChain(candidates: Candidate[]): Candidate[] {
  const usable = candidates.filter((candidate) => candidate.score > 0).sort((a, b) => a.start - b.start || a.order - b.order);
  const best = new Float64Array(usable.length);
  const from = new Int32Array(usable.length).fill(-1);
  // Best chain that ends at each order or before: orders are few, so this stays linear in the candidates.
  const orders = usable.reduce((most, candidate) => Math.max(most, candidate.order), 0) + 1;
  const bestAt = new Int32Array(orders).fill(-1);
  let index = 0;
  while (index < usable.length) {
    let group = index;
    while (group < usable.length && usable[group]!.start === usable[index]!.start) group++;
    for (let i = index; i < group; i++) {
      const candidate = usable[i]!;
      best[i] = candidate.score;
      for (let order = 0; order < candidate.order; order++) {
        const previous = bestAt[order]!;
        if (previous >= 0 && best[previous]! + candidate.score > best[i]! + 1e-9) {
          best[i] = best[previous]! + candidate.score;
          from[i] = previous;
        }
      }
    }
    for (let i = index; i < group; i++) {
      const { order } = usable[i]!;
      if (bestAt[order]! < 0 || best[i]! > best[bestAt[order]!]! + 1e-9) bestAt[order] = i;
    }
    index = group;
  }
  let at = -1;
  for (const i of bestAt) if (i >= 0 && (at < 0 || best[i]! > best[at]!)) at = i;
  const chain: Candidate[] = [];
  for (; at >= 0; at = from[at]!) chain.unshift(usable[at]!);
  const taken = new Set(chain.map((candidate) => candidate.spec.key));
  const lines = new Set(chain.map((candidate) => candidate.line));
  const strays = usable.filter((candidate) => candidate.score >= 4.5 && !candidate.isTitleOnly).sort((a, b) => b.score - a.score);
  for (const stray of strays) {
    if (taken.has(stray.spec.key) || lines.has(stray.line)) continue;
    taken.add(stray.spec.key);
    lines.add(stray.line);
    stray.evidence.push('out of order');
    chain.push(stray);
  }
  return chain.sort((a, b) => a.start - b.start);
}
