import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { MARGIN, windowAround } from './window-around.ts';

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

interface ReaderTextProps {
  accessionNumber: string;
  documentName: string;
  span: { from: number; to: number } | null;
}

/** The text that every span counts in, around a passage; more of it on request. */
export function ReaderText({ accessionNumber, documentName, span }: ReaderTextProps) {
  const [{ data, error }] = useQuery({ query: DocumentText, variables: { accessionNumber, name: documentName } });
  const from = span?.from ?? 0;
  const to = span?.to ?? 0;
  const [margin, setMargin] = useState(MARGIN);
  const text = data?.filing?.document?.text;
  const shown = useMemo(() => (text === undefined ? null : windowAround(text, from, to, margin)), [text, from, to, margin]);
  const place = useRef<HTMLElement>(null);
  const isReady = shown !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new passage is a reason to scroll, more text around it is none
  useEffect(() => {
    if (span) place.current?.scrollIntoView({ block: to > from ? 'center' : 'start' });
  }, [isReady, from, to]);
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data) return <Loading rows={8} />;
  if (!shown || !text) return <Notice>This document has no text.</Notice>;
  if (to > text.length) return <Notice tone="warning">The passage is not in this version of the text, so nothing is marked.</Notice>;
  const more = () => setMargin((known) => known * 4);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={`Text of ${documentName}`}
      className="max-h-[75vh] overflow-auto text-sm leading-relaxed break-words whitespace-pre-wrap"
    >
      {shown.cutBefore && (
        <Button quiet className="mb-3" onClick={more}>
          Show what comes before
        </Button>
      )}
      {shown.before}
      {shown.passage ? (
        <mark ref={place} className="scroll-my-16">
          {shown.passage}
        </mark>
      ) : (
        <span ref={place} />
      )}
      {shown.after}
      {shown.cutAfter && (
        <p className="mt-3">
          <Button quiet onClick={more}>
            Show more
          </Button>
        </p>
      )}
    </section>
  );
}
