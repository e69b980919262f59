import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { windowAround } from './window-around.ts';

const DocumentText = graphql(`
  query DocumentText($accessionNumber: String!, $name: String!) {
    filing(accessionNumber: $accessionNumber) {
      id
      document(name: $name) {
        name
        text
      }
    }
  }
`);

interface ReaderProps {
  accessionNumber: string;
  documentName: string;
  htmlUrl: string | null;
  /** UTF-16 offsets of the passage to show; both 0: the beginning. */
  from: number;
  to: number;
}

/** The document as filed (sanitised, in a frame that can run nothing), or its text with the passage marked. */
export function Reader(props: ReaderProps) {
  const [view, setView] = useState<'text' | 'page'>(props.to > 0 ? 'text' : 'page');
  useEffect(() => {
    if (props.to > 0) setView('text');
  }, [props.to]);
  return (
    <div>
      <div className="mb-3 flex gap-1 text-sm" role="tablist">
        {(['text', 'page'] as const).map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={view === name}
            disabled={name === 'page' && !props.htmlUrl}
            onClick={() => setView(name)}
            className={`cursor-pointer rounded-lg px-3 py-1 ${view === name ? 'bg-accent text-white' : 'text-(--muted) hover:bg-(--canvas)'}`}
          >
            {name === 'text' ? 'Text' : 'As filed'}
          </button>
        ))}
      </div>
      {view === 'page' && props.htmlUrl ? (
        <iframe
          title={props.documentName}
          src={props.htmlUrl}
          sandbox=""
          className="h-[75vh] w-full rounded-lg border border-(--line) bg-white"
        />
      ) : (
        <Text {...props} />
      )}
    </div>
  );
}

function Text({ accessionNumber, documentName, from, to }: ReaderProps) {
  const [{ data, error, fetching }] = useQuery({ query: DocumentText, variables: { accessionNumber, name: documentName } });
  const text = data?.filing?.document?.text;
  const shown = useMemo(() => (text === undefined ? null : windowAround(text, from, to)), [text, from, to]);
  const passage = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new passage is a reason to scroll
  useEffect(() => passage.current?.scrollIntoView({ block: 'center' }), [shown]);
  if (error) return <ErrorNotice error={error} />;
  if (!shown) return fetching ? <p className="text-sm text-(--muted)">Loading…</p> : <Notice>This document has no text.</Notice>;
  if (text !== undefined && to > text.length)
    return <Notice tone="warning">The passage is not in this version of the text, so nothing is marked.</Notice>;
  return (
    <div className="max-h-[75vh] overflow-y-auto text-sm leading-relaxed whitespace-pre-wrap">
      {shown.cutBefore && <p className="text-(--muted)">…</p>}
      {shown.before}
      {shown.passage && <mark ref={passage}>{shown.passage}</mark>}
      {shown.after}
      {shown.cutAfter && <p className="text-(--muted)">…</p>}
    </div>
  );
}
