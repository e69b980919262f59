import { Link } from 'wouter';
import { listSections } from '../filing/section-label.ts';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { Notice } from '../ui/notice.tsx';
import { describeFiling } from '../ui/period.ts';

const RefusalFragment = graphql(`
  fragment Refusal on Refusal {
    reason
    message
    missing
    action
    searched {
      accessionNumber
      sections
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

const WORDS = {
  COMPANY_NOT_FOUND: 'company not found',
  PERIOD_NOT_FILED: 'period not filed',
  SECTION_ABSENT: 'section absent',
  NOT_INGESTED: 'not read yet',
  NO_EVIDENCE: 'no evidence',
  FALSE_PREMISE: 'false premise',
  UNVERIFIED: 'could not be verified',
  NOT_A_FILING_QUESTION: 'not a question about filings',
};

export function Refusal({ refusal }: { refusal: FragmentType<typeof RefusalFragment> }) {
  const { reason, message, missing, action, searched } = getFragment(RefusalFragment, refusal);
  return (
    <Notice tone="warning">
      <p className="font-semibold">
        {message} <span className="ml-1 text-xs font-normal text-(--muted)">{WORDS[reason]}</span>
      </p>
      {missing.length > 0 && <p className="mt-1">Missing: {missing.join('; ')}</p>}
      {action && <p className="mt-1">What to do: {action}</p>}
      {searched.length > 0 && (
        <details className="mt-2">
          <summary className="cursor-pointer text-(--muted)">
            Searched {searched.length} {searched.length === 1 ? 'filing' : 'filings'}
          </summary>
          <ul className="mt-1 list-disc pl-5 text-xs">
            {searched.map(({ accessionNumber, sections, filing }) => (
              <li key={accessionNumber}>
                <Link className="underline" href={`/filings/${accessionNumber}`}>
                  {filing ? describeFiling(filing) : accessionNumber}
                </Link>
                {sections.length > 0 && ` (${listSections(sections)})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  );
}
