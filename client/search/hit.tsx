import { Link } from 'wouter';
import { passagePath } from '../filing/passage-path.ts';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { describeFiling } from '../ui/period.ts';

const HitFragment = graphql(`
  fragment Hit on SearchHit {
    chunk {
      id
      text
      kind
      documentName
      charStart
      charEnd
      section {
        key
        title
      }
    }
    filing {
      id
      accessionNumber
      form
      fiscalYear
      fiscalPeriod
      company {
        id
        name
      }
    }
    privateDocument {
      id
      name
    }
  }
`);

export function Hit({ hit }: { hit: FragmentType<typeof HitFragment> }) {
  const { chunk, filing, privateDocument } = getFragment(HitFragment, hit);
  const source = filing ? describeFiling(filing) : `Your document · ${privateDocument?.name ?? chunk.documentName}`;
  const body = (
    <>
      <p className="text-xs text-(--muted)">
        <span className="font-semibold text-(--ink)">{source}</span>
        {chunk.section && ` · ${chunk.section.title}`}
      </p>
      <p className={`mt-1 line-clamp-6 text-sm whitespace-pre-line ${chunk.kind === 'TABLE' ? 'font-mono text-xs' : ''}`}>{chunk.text}</p>
    </>
  );
  const look = 'block rounded-xl border border-(--line) bg-(--surface) p-4';
  return (
    <li>
      {filing ? (
        <Link href={passagePath(filing.accessionNumber, chunk)} className={`${look} hover:border-accent`}>
          {body}
        </Link>
      ) : (
        <div className={look}>{body}</div>
      )}
    </li>
  );
}
