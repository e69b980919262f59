import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { Citation } from './citation.tsx';
import { badges } from './number-badge.ts';
import { splitNumbers } from './split-numbers.ts';

const SentenceFragment = graphql(`
  fragment Sentence on AnswerSentence {
    text
    citations {
      accessionNumber
      privateDocumentId
      documentName
      charStart
      charEnd
      ...Citation
    }
  }
`);

interface SentenceProps {
  sentence: FragmentType<typeof SentenceFragment>;
  /** The answer's numbers, once they are known: those that stand in the sentence lead to what they stand on. */
  numbers?: readonly { text: string; verification: keyof typeof badges }[];
}

/** A sentence with its evidence: each citation opens the passage it quotes. */
export function Sentence({ sentence, numbers = [] }: SentenceProps) {
  const { text, citations } = getFragment(SentenceFragment, sentence);
  return (
    <div className="space-y-1.5">
      <p className="text-base leading-relaxed">
        {splitNumbers(text, numbers).map((stretch, index) => {
          const number = stretch.number === null ? undefined : numbers[stretch.number];
          if (!number) return stretch.text;
          return (
            <a
              // biome-ignore lint/suspicious/noArrayIndexKey: stretches never move
              key={index}
              href={`#number-${stretch.number}`}
              title={`${badges[number.verification].words}: ${badges[number.verification].title}`}
              className={`underline decoration-2 underline-offset-4 ${badges[number.verification].line}`}
            >
              {stretch.text}
            </a>
          );
        })}
      </p>
      <ul aria-label="Evidence" className="flex flex-wrap gap-2">
        {citations.map((citation) => (
          <li
            key={`${citation.accessionNumber ?? citation.privateDocumentId}${citation.documentName}${citation.charStart}${citation.charEnd}`}
            className="min-w-0"
          >
            <Citation citation={citation} />
          </li>
        ))}
      </ul>
    </div>
  );
}
