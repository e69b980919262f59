import { Link } from 'wouter';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { Notice } from '../ui/notice.tsx';

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
        company {
          id
          name
        }
      }
    }
  }
`);

export function Refusal({ refusal }: { refusal: FragmentType<typeof RefusalFragment> }) {
  const { reason, message, missing, action, searched } = getFragment(RefusalFragment, refusal);
  return (
    <Notice tone="warning">
      <p className="font-semibold">
        {message} <span className="ml-1 font-mono text-xs font-normal text-(--muted)">{reason}</span>
      </p>
      {missing.length > 0 && <p className="mt-1">Missing: {missing.join('; ')}</p>}
      {action && <p className="mt-1">What to do: {action}</p>}
      {searched.length > 0 && (
        <details className="mt-2">
          <summary className="cursor-pointer text-(--muted)">Searched {searched.length} filings</summary>
          <ul className="mt-1 list-disc pl-5 text-xs">
            {searched.map(({ accessionNumber, sections, filing }) => (
              <li key={accessionNumber}>
                <Link className="underline" href={`/filings/${accessionNumber}`}>
                  {filing ? `${filing.company.name} ${filing.form} ${filing.fiscalYear ?? ''}` : accessionNumber}
                </Link>
                {sections.length > 0 && ` (${sections.join(', ')})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  );
}
