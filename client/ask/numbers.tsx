import { Link } from 'wouter';
import { passagePath } from '../filing/passage-path.ts';
import { type FragmentType, getFragment, graphql } from '../gql/index.ts';
import { formatDay, formatFormula, formatValue } from '../ui/format.ts';
import { badges } from './number-badge.ts';

const NumberFactFragment = graphql(`
  fragment NumberFact on Fact {
    id
    label
    concept
    value
    unit
    periodStart
    periodEnd
    documentName
    charStart
    charEnd
    anchor
    filing {
      id
      accessionNumber
      form
    }
  }
`);

const NumbersFragment = graphql(`
  fragment Numbers on Answer {
    numbers {
      text
      value
      verification
      formula
      fact {
        id
        ...NumberFact
      }
      operands {
        id
        ...NumberFact
      }
    }
  }
`);

export const numbersOf = (answer: FragmentType<typeof NumbersFragment>) => getFragment(NumbersFragment, answer).numbers;

/** Each number of an answer with what it stands on. */
export function Numbers({ answer }: { answer: FragmentType<typeof NumbersFragment> }) {
  const numbers = numbersOf(answer);
  if (numbers.length === 0) return null;
  return (
    <section aria-label="Numbers" className="border-t border-(--line) pt-3 text-sm">
      <h3 className="mb-2 text-xs font-semibold text-(--muted)">What the numbers stand on</h3>
      <ul className="space-y-2">
        {numbers.map((number, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences point to numbers by this place
          <li key={index} id={`number-${index}`} className="grid gap-x-3 rounded target:bg-(--canvas) sm:grid-cols-[14rem_1fr]">
            <div>
              <span className="font-semibold" title={`exactly ${number.value}`}>
                {number.text}
              </span>{' '}
              <span
                className={`rounded-full px-2 py-0.5 text-[11px] font-semibold whitespace-nowrap ${badges[number.verification].look}`}
                title={badges[number.verification].title}
              >
                {badges[number.verification].words}
              </span>
            </div>
            <div className="min-w-0">
              {number.formula && <p className="font-mono text-xs break-words">{formatFormula(number.formula)}</p>}
              {number.fact && <NumberFact fact={number.fact} />}
              {number.operands.map((operand) => (
                <NumberFact key={operand.id} fact={operand} />
              ))}
              {!number.fact && number.operands.length === 0 && !number.formula && (
                <p className="text-xs text-(--muted)">{badges[number.verification].title}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NumberFact({ fact: masked }: { fact: FragmentType<typeof NumberFactFragment> }) {
  const fact = getFragment(NumberFactFragment, masked);
  const { documentName, charStart, charEnd, anchor } = fact;
  const period = fact.periodStart ? `${formatDay(fact.periodStart)} to ${formatDay(fact.periodEnd)}` : formatDay(fact.periodEnd);
  const body = (
    <>
      <span title={`exactly ${fact.value} ${fact.unit ?? ''}`}>
        {fact.label ?? fact.concept.replace(/^.*:/, '')}: {formatValue(fact.value, fact.unit)}
      </span>
      <span className="text-(--muted)">
        {' '}
        · {period} · <span className="whitespace-nowrap">{fact.filing.form}</span>
      </span>
    </>
  );
  if (!documentName || charStart == null || charEnd == null) return <p className="text-xs">{body}</p>;
  return (
    <p className="text-xs">
      <Link
        href={passagePath(fact.filing.accessionNumber, { documentName, charStart, charEnd, anchor })}
        title={`${fact.concept}: open the figure in the filing`}
        className="hover:underline"
      >
        {body}
      </Link>
    </p>
  );
}
