import { type ChangeEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { formatInstant } from '../ui/format.ts';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useRefresh } from '../ui/use-refresh.ts';
import { mediaTypeOf } from './media-type.ts';

const Documents = graphql(`
  query PrivateDocuments {
    privateDocuments {
      id
      name
      mediaType
      sizeBytes
      status
      error
      createdAt
    }
  }
`);

const CreateUpload = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      __typename
      ... on UploadTicket {
        url
        maxBytes
      }
      ... on Error {
        message
      }
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

/** A tenant's own documents: searched and asked beside the filings, seen by nobody else. */
export function DocumentsPage() {
  const [{ data, error }, refresh] = useQuery({ query: Documents, requestPolicy: 'cache-and-network' });
  const reload = () => refresh({ requestPolicy: 'network-only' });
  const [, createUpload] = useMutation(CreateUpload);
  const [, deleteDocument] = useMutation(DeleteDocument);
  const [problem, setProblem] = useState<string>();
  const isWorking = data?.privateDocuments.some(({ status }) => status === 'PENDING' || status === 'READING') ?? false;
  useRefresh(() => isWorking && reload(), 2000);

  const upload = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    setProblem(undefined);
    const result = await createUpload({ input: { name: file.name, mediaType: mediaTypeOf(file), sizeBytes: file.size } });
    const ticket = result.data?.createUpload;
    if (ticket?.__typename !== 'UploadTicket')
      return setProblem(ticket && 'message' in ticket ? ticket.message : 'The server does not answer. Try again.');
    const sent = await fetch(ticket.url, { method: 'PUT', body: file, headers: { 'content-type': mediaTypeOf(file) } });
    if (!sent.ok) setProblem(`The upload was refused (${sent.status}). Try again.`);
    reload();
  };
  return (
    <Panel
      title="Your documents"
      action={
        <label className="cursor-pointer rounded-lg bg-accent px-3 py-1.5 text-sm font-medium text-white focus-within:outline-2">
          Upload
          <input type="file" accept=".pdf,.docx,.html,.htm,.md,.txt" className="sr-only" onChange={upload} />
        </label>
      }
    >
      <div className="space-y-3">
        <p className="text-sm text-(--muted)">
          PDF, DOCX, HTML, Markdown or text. Search and ask read them beside the filings; only your organisation sees them.
        </p>
        <ErrorNotice error={error} />
        {problem && <Notice tone="error">{problem}</Notice>}
        <ul className="divide-y divide-(--line)">
          {data?.privateDocuments.map((document) => (
            <li key={document.id} className="flex items-center justify-between gap-3 py-2 text-sm">
              <div>
                <p className="font-medium">{document.name}</p>
                <p className="text-(--muted)">
                  {document.status.toLowerCase()} · {formatInstant(document.createdAt)}
                </p>
                {document.error && <p className="text-rose-600 dark:text-rose-400">{document.error}</p>}
              </div>
              <Button
                quiet
                onClick={async () => {
                  if (!window.confirm(`Delete ${document.name}?`)) return;
                  await deleteDocument({ id: document.id });
                  reload();
                }}
              >
                Delete
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
