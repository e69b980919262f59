import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { partOf, sectionLabel } from './section-label.ts';

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
      anchor
    }
  }
`);

export type ListedSection = ReturnType<typeof sectionsOf>[number];
export const sectionsOf = (filing: FragmentType<typeof SectionListFragment>) => getFragment(SectionListFragment, filing).sections;

interface SectionListProps {
  sections: readonly ListedSection[];
  current: string | null;
  onOpen: (section: ListedSection) => void;
}

/** Every section with what is doubtful or missing said in words. */
export function SectionList({ sections, current, onOpen }: SectionListProps) {
  if (sections.length === 0) return <p className="text-sm text-(--muted)">None yet.</p>;
  return (
    <ul className="max-h-64 space-y-0.5 overflow-y-auto text-sm lg:max-h-[75vh]">
      {sections.map((section, index) => {
        const part = partOf(section.key);
        const isNewPart = part !== null && part !== partOf(sections[index - 1]?.key ?? '');
        const isRead = section.charEnd > section.charStart;
        return (
          <li key={`${section.documentName}${section.key}${section.charStart}`}>
            {isNewPart && <p className="px-2 pt-2 pb-1 text-xs font-semibold text-(--muted)">{part}</p>}
            <button
              type="button"
              disabled={!isRead}
              title={section.reason ?? section.key}
              aria-current={current === section.key ? 'true' : undefined}
              onClick={() => onOpen(section)}
              className={`grid w-full grid-cols-[3.25rem_1fr] gap-1 rounded px-2 py-1 text-left enabled:cursor-pointer enabled:hover:bg-(--canvas) disabled:text-(--muted) ${current === section.key ? 'bg-(--canvas) font-medium' : ''}`}
            >
              <span className="pt-0.5 font-mono text-xs text-(--muted)">{sectionLabel(section.key)}</span>
              <span>
                {section.title}
                {section.status !== 'FOUND' && (
                  <span className="ml-1 text-xs text-amber-700 dark:text-amber-300">
                    {section.status.toLowerCase().replaceAll('_', ' ')}
                  </span>
                )}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
