import { type Presentation, showNumber } from '../presentation.ts';
import { add, citationsOf, type Draft, instant, type Point, reported, show, working } from './draft.ts';
import { isLossLabel, lineName, possessive, was, when } from './wording.ts';

export function value(draft: Draft, point: Point, asked: Presentation): void {
  const { company, period, measured, computed } = point;
  const [figure] = computed.operands;
  if (computed.isReported && figure) {
    const line = measured.origin === 'LINE' && !figure.part ? lineName(figure) : measured.name;
    const positive = isLossLabel(line) && computed.value.isNegative() ? { ...computed, value: computed.value.neg() } : computed;
    const said = show(positive.value, point, asked);
    const ended = figure.periodEnd ? ` (${instant(point) ? '' : 'ended '}${figure.periodEnd})` : '';
    const time = figure.concept === 'SharesOutstanding' ? `as of ${figure.periodEnd}` : `${when(period, instant(point))}${ended}`;
    draft.sentences.push({ text: `${possessive(company.name)} ${line} ${was(line)} ${said} ${time}.`, citations: citationsOf([point]) });
    reported(draft, said, figure);
    if (figure.restated) {
      const later = showNumber(figure.restated.value, point.measured.measure, figure.unit, asked);
      draft.sentences.push({
        text: `A later filing of ${figure.restated.filedAt} shows it as ${later}.`,
        citations: figure.restated.citation ? [figure.restated.citation] : citationsOf([point]),
      });
      draft.numbers.push({
        text: later,
        value: figure.restated.value.toFixed(),
        verification: figure.source.kind === 'FACT' && figure.restated.factId ? 'VERIFIED' : 'TEXT_ONLY',
        ...(figure.restated.factId && { factId: figure.restated.factId }),
        operandFactIds: [],
      });
    }
    return;
  }
  add(
    draft,
    `${possessive(company.name)} ${measured.name} ${was(measured.name)} ${show(computed.value, point, asked)} ${when(period, instant(point))}: ${working(point)}.`,
    [point],
    asked,
  );
}
