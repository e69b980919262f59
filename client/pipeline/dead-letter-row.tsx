import { Link } from 'wouter';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { formatInstant } from '../ui/format.ts';

const DeadLetterRowFragment = graphql(`
  fragment DeadLetterRow on DeadLetter {
    id
    stage
    code
    reason
    attempts
    createdAt
    filing {
      id
      accessionNumber
      form
      company {
        id
        name
      }
    }
  }
`);

interface DeadLetterRowProps {
  letter: FragmentType<typeof DeadLetterRowFragment>;
  isBusy: boolean;
  onRun: () => void;
}

export function DeadLetterRow({ letter, isBusy, onRun }: DeadLetterRowProps) {
  const { stage, code, reason, attempts, createdAt, filing } = getFragment(DeadLetterRowFragment, letter);
  return (
    <li className="flex items-start justify-between gap-4 py-2 text-sm">
      <div className="min-w-0">
        <Link href={`/filings/${filing.accessionNumber}`} className="font-medium hover:underline">
          {filing.company.name} {filing.form}
        </Link>
        <p className="text-(--muted)">
          {stage} after {attempts} {attempts === 1 ? 'attempt' : 'attempts'} · {formatInstant(createdAt)}
        </p>
        <p className="break-words">
          <span className="font-mono text-xs">{code}</span> {reason}
        </p>
      </div>
      <Button quiet disabled={isBusy} onClick={onRun} className="shrink-0">
        Run again
      </Button>
    </li>
  );
}
