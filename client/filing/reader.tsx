import type { Place } from './place.ts';
import { ReaderText } from './reader-text.tsx';

interface ReaderProps {
  accessionNumber: string;
  documentName: string;
  htmlUrl: string | null;
  /** Element of the page to begin at. */
  anchor: string | null;
  /** Where the text is to begin, or the passage to mark. */
  span: { from: number; to: number } | null;
  view: Place['view'];
  onView: (view: Place['view']) => void;
}

const VIEWS = { text: 'Text', page: 'As filed' } as const;

/** The document as filed (sanitised, in a frame that can run nothing), or its text with the passage marked. */
export function Reader({ accessionNumber, documentName, htmlUrl, anchor, span, view, onView }: ReaderProps) {
  const shown = htmlUrl ? view : 'text';
  return (
    <div>
      <fieldset className="mb-3 flex gap-1 text-sm">
        <legend className="sr-only">View</legend>
        {(['text', 'page'] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={shown === name}
            disabled={name === 'page' && !htmlUrl}
            onClick={() => onView(name)}
            className={`rounded-lg px-3 py-1 enabled:cursor-pointer disabled:opacity-50 ${shown === name ? 'bg-accent text-white' : 'text-(--muted) hover:bg-(--canvas)'}`}
          >
            {VIEWS[name]}
          </button>
        ))}
      </fieldset>
      {shown === 'page' ? (
        <iframe
          title={`${documentName} as filed`}
          src={`${htmlUrl}${anchor ? `#${encodeURIComponent(anchor)}` : ''}`}
          sandbox=""
          className="h-[75vh] w-full rounded-lg border border-(--line) bg-white"
        />
      ) : (
        <ReaderText key={documentName} accessionNumber={accessionNumber} documentName={documentName} span={span} />
      )}
    </div>
  );
}
