import { type ChangeEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { DocumentRow } from './document-row.tsx';
import { mediaTypeOf } from './media-type.ts';
import { sendFile } from './send-file.ts';

const Documents = graphql(`
  query PrivateDocuments {
    privateDocuments {
      id
      ...DocumentRow
    }
  }
`);

const CreateUpload = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      __typename
      ... on UploadTicket {
        url
        documentId
      }
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
  const [sending, setSending] = useState<string>();
  const [problems, setProblems] = useState<string[]>([]);

  const upload = async (file: File): Promise<string | null> => {
    const mediaType = mediaTypeOf(file);
    const result = await createUpload({ input: { name: file.name, mediaType, sizeBytes: file.size } });
    const ticket = result.data?.createUpload;
    if (ticket?.__typename === 'UploadTicket') return sendFile(ticket.url, file, mediaType);
    return ticket && 'message' in ticket
      ? ticket.message
      : (result.error?.graphQLErrors[0]?.message ?? 'The server does not answer. Try again.');
  };
  const uploadAll = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    setProblems([]);
    for (const file of files) {
      setSending(file.name);
      const problem = await upload(file);
      if (problem) setProblems((known) => [...known, `${file.name}: ${problem}`]);
      reload();
    }
    setSending(undefined);
  };
  return (
    <Panel
      title="Your documents"
      action={
        <label className="cursor-pointer rounded-lg bg-accent px-3 py-1.5 text-sm font-medium text-white focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent">
          Upload
          <input type="file" multiple accept=".pdf,.docx,.html,.htm,.md,.txt" className="sr-only" onChange={uploadAll} />
        </label>
      }
    >
      <title>Documents · Gravity</title>
      <div className="space-y-3">
        <p className="text-sm text-(--muted)">
          PDF, DOCX, HTML, Markdown or text. Search and ask read them beside the filings; only your organisation sees them.
        </p>
        <ErrorNotice error={error} />
        {sending && <Notice>Sending {sending}…</Notice>}
        {problems.map((problem) => (
          <Notice key={problem} tone="error">
            {problem}
          </Notice>
        ))}
        {!data && !error && <Loading />}
        {data?.privateDocuments.length === 0 && <p className="text-sm text-(--muted)">Nothing uploaded yet.</p>}
        <ul className="divide-y divide-(--line)">
          {data?.privateDocuments.map((document) => (
            <DocumentRow key={document.id} document={document} />
          ))}
        </ul>
      </div>
    </Panel>
  );
}
