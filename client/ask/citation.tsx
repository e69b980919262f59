import { Link } from 'wouter';
import { passagePath } from '../filing/passage-path.ts';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { describeFiling } from '../ui/period.ts';

const CitationFragment = graphql(`
  fragment Citation on Citation {
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
`);

const chip = 'block max-w-md rounded-lg border border-(--line) px-2.5 py-1.5 text-xs';

/** A quote and where it stands. One of a private document shows whole: there is no page to open. */
export function Citation({ citation }: { citation: FragmentType<typeof CitationFragment> }) {
  const { accessionNumber, documentName, quote, charStart, charEnd, filing } = getFragment(CitationFragment, citation);
  const source = <span className="font-semibold">{filing ? describeFiling(filing) : documentName}</span>;
  if (!accessionNumber)
    return (
      <details className={chip}>
        <summary className="cursor-pointer">{source} · your document</summary>
        <blockquote className="mt-1 whitespace-pre-wrap text-(--muted)">“{quote}”</blockquote>
      </details>
    );
  return (
    <Link
      href={passagePath(accessionNumber, { documentName, charStart, charEnd })}
      className={`${chip} hover:border-accent`}
      title="Open the passage in the filing"
    >
      {source}
      <span className="line-clamp-2 text-(--muted)">“{quote}”</span>
    </Link>
  );
}
