import { useMutation, useSubscription } from 'urql';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { formatBytes, formatInstant } from '../ui/format.ts';
import { ErrorNotice, Notice } from '../ui/notice.tsx';

const DocumentRowFragment = graphql(`
  fragment DocumentRow on PrivateDocument {
    id
    name
    sizeBytes
    status
    error
    createdAt
  }
`);

const UploadProgress = graphql(`
  subscription UploadProgress($id: ID!) {
    uploadProgress(documentId: $id) {
      id
      ...DocumentRow
    }
  }
`);

const DeleteDocument = graphql(`
  mutation DeletePrivateDocument($id: ID!) {
    deletePrivateDocument(id: $id) {
      __typename
      ... on Error {
        message
      }
    }
  }
`);

const WORDS = {
  PENDING: 'waiting for its bytes',
  READING: 'being read',
  READY: 'ready: search and ask read it',
  FAILED: 'could not be read',
};

export function DocumentRow({ document }: { document: FragmentType<typeof DocumentRowFragment> }) {
  const { id, name, sizeBytes, status, error, createdAt } = getFragment(DocumentRowFragment, document);
  // The cache takes what comes: the row shows it.
  useSubscription({ query: UploadProgress, variables: { id }, pause: status === 'READY' || status === 'FAILED' });
  const [deleted, deleteDocument] = useMutation(DeleteDocument);
  const outcome = deleted.data?.deletePrivateDocument;
  return (
    <li className="py-2 text-sm">
      <div className="flex items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="font-medium break-words">{name}</p>
          <p className="text-(--muted)">
            {[WORDS[status], sizeBytes && formatBytes(sizeBytes), formatInstant(createdAt)].filter(Boolean).join(' · ')}
          </p>
          {error && <p className="text-rose-600 dark:text-rose-400">{error}</p>}
        </div>
        <Button
          quiet
          disabled={deleted.fetching}
          aria-label={`Delete ${name}`}
          onClick={() => window.confirm(`Delete ${name}?`) && deleteDocument({ id })}
        >
          Delete
        </Button>
      </div>
      <ErrorNotice error={deleted.error} />
      {outcome && 'message' in outcome && <Notice tone="error">{outcome.message}</Notice>}
    </li>
  );
}
