import type { ParsedFiling } from '../filing/document/types.ts';
import { scoreSentence } from './score-sentence.ts';
import { sentencesIn } from './sentences.ts';
import type { AnalysisBody } from './types.ts';

/** Items of an 8-K as its body has them, each with the sentence that tells it best; lists of exhibits tell nothing. */
export function currentEvents(filing: ParsedFiling, accessionNumber: string): AnalysisBody['events'] {
  if (!/^8-K/.test(filing.form)) return [];
  return filing.documents.flatMap((document) =>
    document.sections
      .filter(({ key, status }) => /^item\d\.\d\d$/.test(key) && status !== 'MISSING')
      .map((section) => {
        const event: AnalysisBody['events'][number] = { item: section.key.slice(4), title: section.title };
        if (event.item === '9.01') return event;
        let best = 0;
        for (const span of sentencesIn(document.text, section)) {
          const quote = document.text.slice(span.charStart, span.charEnd);
          const score =
            scoreSentence(quote, 'EVENT') +
            (1 - (span.charStart - section.charStart) / Math.max(1, section.charEnd - section.charStart)) * 2;
          if (score <= best || quote.length < 50 || /^item\s+\d/i.test(quote)) continue;
          best = score;
          event.sentence = quote;
          event.citation = { accessionNumber, documentName: document.name, quote, charStart: span.charStart, charEnd: span.charEnd };
        }
        return event;
      }),
  );
}
