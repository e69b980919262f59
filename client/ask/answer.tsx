import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { formatDay } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { Refusal } from './refusal.tsx';
import { Sentence } from './sentence.tsx';

const AnswerFragment = graphql(`
  fragment Answer on Answer {
    model
    degraded
    stale
    staleReason
    sentences {
      text
      ...Sentence
    }
    numbers {
      text
      value
      verification
      formula
      fact {
        id
        concept
        unit
        periodStart
        periodEnd
      }
      operands {
        id
        label
        concept
        value
        unit
        periodEnd
      }
    }
    refusal {
      ...Refusal
    }
    interpretation {
      companies {
        name
        matchedText
      }
      periods {
        fiscalYear
        fiscalPeriod
        matchedText
      }
      forms
      relaxations {
        filter
        from
        to
        reason
      }
    }
  }
`);

const badges = {
  VERIFIED: {
    words: 'verified',
    title: 'Stands in the filing as a tagged fact.',
    look: 'bg-emerald-500/15 text-emerald-700 dark:text-emerald-300',
  },
  COMPUTED: { words: 'computed', title: 'Worked out from the figures below.', look: 'bg-sky-500/15 text-sky-700 dark:text-sky-300' },
  TEXT_ONLY: {
    words: 'from text',
    title: 'Stands in the cited text; no tagged fact confirms it.',
    look: 'bg-amber-500/20 text-amber-800 dark:text-amber-300',
  },
};

export function Answer({ answer }: { answer: FragmentType<typeof AnswerFragment> }) {
  const { sentences, numbers, refusal, interpretation, degraded, stale, staleReason, model } = getFragment(AnswerFragment, answer);
  const understood = [
    ...interpretation.companies.map(({ name }) => name),
    ...interpretation.periods.map(({ fiscalYear, fiscalPeriod }) => `${fiscalPeriod ?? ''} ${fiscalYear ?? ''}`.trim()),
    ...interpretation.forms,
  ].filter(Boolean);
  return (
    <div className="space-y-4">
      {stale && <Notice tone="warning">Something this answer used has changed since. {staleReason}</Notice>}
      {degraded.length > 0 && <Notice tone="warning">Answered without {degraded.join(', ').toLowerCase()}.</Notice>}
      {refusal && <Refusal refusal={refusal} />}
      {sentences.map((sentence) => (
        <Sentence key={sentence.text} sentence={sentence} />
      ))}
      {numbers.length > 0 && (
        <ul className="space-y-2 border-t border-(--line) pt-3 text-sm">
          {numbers.map((number) => (
            <li key={`${number.text}${number.value}`}>
              <span className="font-semibold" title={number.value}>
                {number.text}
              </span>{' '}
              <span
                className={`rounded-full px-2 py-0.5 text-[11px] font-semibold ${badges[number.verification].look}`}
                title={badges[number.verification].title}
              >
                {badges[number.verification].words}
              </span>
              {number.fact && (
                <span className="ml-2 font-mono text-xs text-(--muted)">
                  {number.fact.concept} · {number.fact.periodStart ? `${formatDay(number.fact.periodStart)} to ` : ''}
                  {formatDay(number.fact.periodEnd)}
                </span>
              )}
              {number.formula && <p className="font-mono text-xs text-(--muted)">{number.formula}</p>}
              {number.operands.length > 0 && (
                <ul className="ml-4 list-disc text-xs text-(--muted)">
                  {number.operands.map((operand) => (
                    <li key={operand.id}>
                      {operand.label ?? operand.concept}: {operand.value} {operand.unit} ({formatDay(operand.periodEnd)})
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
      <footer className="border-t border-(--line) pt-3 text-xs text-(--muted)">
        {understood.length > 0 && <p>Understood: {understood.join(' · ')}</p>}
        {interpretation.relaxations.map((relaxation) => (
          <p key={relaxation.filter}>
            Loosened {relaxation.filter} from {relaxation.from} to {relaxation.to}: {relaxation.reason}
          </p>
        ))}
        <p>Written by {model}.</p>
      </footer>
    </div>
  );
}
