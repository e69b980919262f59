import { Link } from 'wouter';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { formatChange, formatDay, formatValue } from '../ui/format.ts';
import { Panel } from '../ui/panel.tsx';
import { passagePath } from './passage-path.ts';

const AnalysisFragment = graphql(`
  fragment Analysis on Analysis {
    summary {
      text
      citation {
        documentName
        charStart
        charEnd
      }
    }
    keyFigures {
      standardConcept
      label
      value
      unit
      periodStart
      periodEnd
      previousValue
      change
    }
    events {
      item
      title
      sentence
      citation {
        documentName
        charStart
        charEnd
      }
    }
  }
`);

export function Analysis({ analysis, accessionNumber }: { analysis: FragmentType<typeof AnalysisFragment>; accessionNumber: string }) {
  const { summary, keyFigures, events } = getFragment(AnalysisFragment, analysis);
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {keyFigures.length > 0 && (
        <Panel title="Key figures">
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
            {keyFigures.map((figure) => (
              <div key={`${figure.standardConcept}${figure.periodStart}${figure.periodEnd}`}>
                <dt className="text-xs text-(--muted)">{figure.label}</dt>
                <dd className="text-lg font-semibold" title={`${figure.value} ${figure.unit}, period ended ${formatDay(figure.periodEnd)}`}>
                  {formatValue(figure.value, figure.unit)}
                </dd>
                {figure.change && (
                  <dd className="text-xs text-(--muted)" title={figure.previousValue ? `from ${figure.previousValue}` : undefined}>
                    {formatChange(figure.change)} on the year
                  </dd>
                )}
              </div>
            ))}
          </dl>
        </Panel>
      )}
      {events.length > 0 && (
        <Panel title="Reported items">
          <ul className="space-y-3 text-sm">
            {events.map((event) => (
              <li key={event.item}>
                <p className="font-medium">
                  <span className="font-mono">{event.item}</span> {event.title}
                </p>
                {event.sentence && <Sentence text={event.sentence} citation={event.citation} accessionNumber={accessionNumber} />}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {summary.length > 0 && (
        <Panel title="In its own words">
          <ul className="space-y-2 text-sm">
            {summary.map((sentence) => (
              <li key={`${sentence.citation.documentName}${sentence.citation.charStart}`}>
                <Sentence {...sentence} accessionNumber={accessionNumber} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

interface SentenceProps {
  text: string;
  citation?: { documentName: string; charStart: number; charEnd: number } | null;
  accessionNumber: string;
}

function Sentence({ text, citation, accessionNumber }: SentenceProps) {
  if (!citation) return <p>{text}</p>;
  return (
    <Link href={passagePath(accessionNumber, citation)} className="block border-l-2 border-accent/40 pl-3 hover:border-accent">
      {text}
    </Link>
  );
}
