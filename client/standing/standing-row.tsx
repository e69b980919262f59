import { useMutation } from 'urql';
import { Link } from 'wouter';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { formatInstant } from '../ui/format.ts';
import { ErrorNotice, Notice } from '../ui/notice.tsx';

const StandingRowFragment = graphql(`
  fragment StandingRow on StandingQuestion {
    id
    text
    ranAt
    changedAt
    watchlist {
      id
      name
    }
    question {
      id
      status
    }
  }
`);

const DeleteStandingQuestion = graphql(`
  mutation DeleteStandingQuestion($id: ID!) {
    deleteStandingQuestion(id: $id) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

export function StandingRow({ standing }: { standing: FragmentType<typeof StandingRowFragment> }) {
  const { id, text, ranAt, changedAt, watchlist, question } = getFragment(StandingRowFragment, standing);
  const [removed, remove] = useMutation(DeleteStandingQuestion);
  const outcome = removed.data?.deleteStandingQuestion;
  const facts = [
    watchlist.name,
    ranAt ? `asked ${formatInstant(ranAt)}` : 'not asked yet',
    changedAt && `answer changed ${formatInstant(changedAt)}`,
    question && question.status !== 'ANSWERED' && question.status.toLowerCase(),
  ];
  return (
    <li className="py-2">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          {question ? (
            <Link className="font-medium hover:underline" href={`/ask/${encodeURIComponent(question.id)}`}>
              {text}
            </Link>
          ) : (
            <span className="font-medium">{text}</span>
          )}
          <p className="text-(--muted)">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        <Button quiet disabled={removed.fetching} aria-label={`Delete ${text}`} onClick={() => remove({ id })}>
          Delete
        </Button>
      </div>
      <ErrorNotice error={removed.error} />
      {outcome && 'message' in outcome && <Notice tone="error">{outcome.message}</Notice>}
    </li>
  );
}
