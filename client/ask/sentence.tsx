import { Link } from 'wouter';
import { passagePath } from '../filing/passage-path.ts';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';

const SentenceFragment = graphql(`
  fragment Sentence on AnswerSentence {
    text
    citations {
      accessionNumber
      documentName
      quote
      charStart
      charEnd
      filing {
        id
        form
        fiscalYear
        fiscalPeriod
        company {
          id
          name
        }
      }
    }
  }
`);

/** A sentence with its evidence: each citation opens the passage it quotes. */
export function Sentence({ sentence }: { sentence: FragmentType<typeof SentenceFragment> }) {
  const { text, citations } = getFragment(SentenceFragment, sentence);
  return (
    <div className="space-y-1.5">
      <p className="text-base leading-relaxed">{text}</p>
      <ul className="flex flex-wrap gap-2">
        {citations.map((citation) => {
          const { filing, accessionNumber, quote } = citation;
          const source = filing
            ? [filing.company.name, filing.form, filing.fiscalYear && `${filing.fiscalPeriod ?? ''} ${filing.fiscalYear}`.trim()]
                .filter(Boolean)
                .join(' · ')
            : citation.documentName;
          const chip = 'block max-w-md rounded-lg border border-(--line) px-2.5 py-1.5 text-xs';
          const body = (
            <>
              <span className="font-semibold">{source}</span>
              <span className="line-clamp-2 text-(--muted)">“{quote}”</span>
            </>
          );
          return (
            <li key={`${accessionNumber}${citation.documentName}${citation.charStart}${citation.charEnd}`}>
              {accessionNumber ? (
                <Link href={passagePath(accessionNumber, citation)} className={`${chip} hover:border-accent`} title="Open the passage">
                  {body}
                </Link>
              ) : (
                <span className={chip}>{body}</span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
