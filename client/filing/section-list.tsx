import { type FragmentType, getFragment, graphql } from '../gql/index.ts';

const SectionListFragment = graphql(`
  fragment SectionList on Filing {
    sections {
      key
      title
      documentName
      charStart
      charEnd
      status
      confidence
      reason
    }
  }
`);

interface Place {
  documentName: string;
  charStart: number;
  charEnd: number;
}

/** Every section with what is doubtful or missing said in words. */
export function SectionList({ filing, onOpen }: { filing: FragmentType<typeof SectionListFragment>; onOpen: (place: Place) => void }) {
  const { sections } = getFragment(SectionListFragment, filing);
  if (sections.length === 0) return <p className="text-sm text-(--muted)">None yet.</p>;
  return (
    <ul className="max-h-[70vh] space-y-0.5 overflow-y-auto text-sm">
      {sections.map((section) => {
        const readable = section.charEnd > section.charStart;
        return (
          <li key={`${section.documentName}${section.key}${section.charStart}`}>
            <button
              type="button"
              disabled={!readable}
              title={section.reason ?? undefined}
              onClick={() => onOpen(section)}
              className={`w-full rounded px-2 py-1 text-left enabled:cursor-pointer enabled:hover:bg-(--canvas) disabled:text-(--muted) ${section.key.includes('note') ? 'pl-5' : ''}`}
            >
              <span className="font-mono text-xs text-(--muted)">{section.key}</span> {section.title}
              {section.status !== 'FOUND' && (
                <span className="ml-1 text-xs text-amber-700 dark:text-amber-300">{section.status.toLowerCase().replaceAll('_', ' ')}</span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
