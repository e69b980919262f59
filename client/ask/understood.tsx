import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { formatPeriod } from '../ui/period.ts';

const InterpretationFragment = graphql(`
  fragment Understood on Interpretation {
    unknownCompanies
    companies {
      cik
      name
    }
    periods {
      fiscalYear
      fiscalPeriod
    }
    forms
    relaxations {
      filter
      from
      to
      reason
    }
  }
`);

/** What words were taken to mean, and which filter was loosened for them. */
export function Understood({ interpretation }: { interpretation: FragmentType<typeof InterpretationFragment> }) {
  const { companies, periods, forms, relaxations, unknownCompanies } = getFragment(InterpretationFragment, interpretation);
  const understood = [...new Set([...companies.map(({ name }) => name), ...periods.map(formatPeriod), ...forms].filter(Boolean))];
  return (
    <div className="space-y-0.5 text-xs text-(--muted)">
      {understood.length > 0 && <p>Understood: {understood.join(' · ')}</p>}
      {unknownCompanies.length > 0 && <p>Not known here: {unknownCompanies.join(', ')}</p>}
      {relaxations.map(({ filter, from, to, reason }) => (
        <p key={`${filter}${from}${to}`}>
          Loosened {filter} from {from} to {to}: {reason}
        </p>
      ))}
    </div>
  );
}
