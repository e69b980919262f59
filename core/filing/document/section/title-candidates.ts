import type { RawDocument } from '../raw.ts';
import { type Found, linkTargets } from './candidates.ts';
import type { ItemSpec } from './forms.ts';

/** Titles that stand alone as headings where a filer leaves the item numbers out. */
const titles: Readonly<Record<string, RegExp>> = {
  'part1.item1': /^(?:our\s+)?business(?:\s+overview)?$/i,
  'part1.item1a': /^risk factors$/i,
  'part1.item1b': /^unresolved staff comments$/i,
  'part1.item1c': /^cybersecurity(?: risk management.*)?$/i,
  'part1.item2': /^(?:description of )?propert(?:y|ies)$/i,
  'part1.item3': /^legal proceedings$/i,
  'part1.item4': /^mine safety disclosures?$/i,
  'part2.item5': /^market for (?:the )?(?:registrant|company|our)\b.*$/i,
  'part2.item6': /^selected (?:consolidated )?financial data$/i,
  'part2.item7': /^management['’]?s['’]? discussion and analysis\b.*$/i,
  'part2.item7a': /^quantitative and qualitative disclosures? (?:about|of|on) market risks?$/i,
  'part2.item8': /^(?:consolidated )?financial statements(?: and supplementary (?:data|information))?$/i,
  'part2.item9': /^changes in and disagreements with accountants\b.*$/i,
  'part2.item9a': /^(?:disclosure )?controls and procedures$/i,
  'part2.item9b': /^other information$/i,
  'part3.item10': /^directors,? executive officers,? and corporate governance$/i,
  'part3.item11': /^executive compensation$/i,
  'part3.item12': /^security ownership of certain beneficial owners\b.*$/i,
  'part3.item13': /^certain relationships and related (?:party )?transactions\b.*$/i,
  'part3.item14': /^principal account(?:ant|ing) fees and services$/i,
  'part4.item15': /^exhibits?(?:,| and) financial statements? schedules?$/i,
};

/** Adds lines that are an item's title and nothing else, for items that have no convincing numbered heading. */
export function addTitleCandidates(raw: RawDocument, dataTables: Int32Array, specs: ItemSpec[], found: Found): void {
  const convincing = new Set(found.candidates.filter((candidate) => candidate.score >= 2.5).map((candidate) => candidate.spec.key));
  const wanted = specs
    .map((spec, order) => ({ spec, order, title: titles[spec.key] }))
    .filter(({ spec, title }) => title && !convincing.has(spec.key));
  if (wanted.length === 0 || wanted.length < specs.length * 0.15) return;
  const targets = linkTargets(raw);
  for (let index = 0; index < raw.lines.length; index++) {
    const line = raw.lines[index]!;
    const length = line.end - line.start;
    if (length < 8 || length > 140 || (line.table >= 0 && dataTables[line.table]! >= 0)) continue;
    const text = raw.text.slice(line.start, line.end).replace(/[.:\s]+$/, '');
    for (const { spec, order, title } of wanted) {
      if (!title!.test(text) || !spec.pattern.test(text)) continue;
      const evidence: string[] = ['title'];
      let score = 0.5;
      if (line.bold * 2 > length || line.headingLevel > 0) {
        score += 1.2;
        evidence.push('emphasis');
      } else if (text === text.toUpperCase()) {
        score += 1;
        evidence.push('capitals');
      }
      if (line.size >= 12) score += 0.5;
      if (targets.has(index)) {
        score += 1.5;
        evidence.push('linked from the table of contents');
      }
      found.candidates.push({
        line: index,
        start: line.start,
        end: line.end,
        spec,
        order,
        score,
        isToc: false,
        isTitleOnly: true,
        alsoCovers: [],
        evidence,
      });
    }
  }
}
