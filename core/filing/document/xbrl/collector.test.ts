import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { createXbrlCollector, createXbrlSet, type XbrlSet } from './collector.ts';

const NAMESPACES =
  'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:x="http://www.xbrl.org/2003/instance" ' +
  'xmlns:d="http://xbrl.org/2006/xbrldi" xmlns:gaap="http://fasb.org/us-gaap/2024" xmlns:dei="http://xbrl.sec.gov/dei/2024" ' +
  'xmlns:fern="http://fernhill.example/20241231" xmlns:t="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" ' +
  'xmlns:cur="http://www.xbrl.org/2003/iso4217" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

const HEADER = `<ix:header><ix:hidden><ix:nonNumeric contextRef="y" name="dei:EntityCentralIndexKey">0009000001</ix:nonNumeric></ix:hidden><ix:resources>
<x:context id="y"><x:entity><x:identifier scheme="s">9000001</x:identifier></x:entity><x:period><x:startDate>2024-01-01</x:startDate><x:endDate>2024-12-31</x:endDate></x:period></x:context>
<x:context id="i"><x:entity><x:identifier scheme="s">9000001</x:identifier><x:segment><d:explicitMember dimension="gaap:StatementBusinessSegmentsAxis">fern:NorthMember</d:explicitMember><d:typedMember dimension="fern:PlotAxis"><fern:plot>Plot  7</fern:plot></d:typedMember></x:segment></x:entity><x:period><x:instant>2024-12-31T00:00:00</x:instant></x:period></x:context>
<x:context id="all"><x:period><x:forever/></x:period></x:context>
<x:unit id="usd"><x:measure>cur:USD</x:measure></x:unit>
<x:unit id="eps"><x:divide><x:unitNumerator><x:measure>cur:USD</x:measure></x:unitNumerator><x:unitDenominator><x:measure>x:shares</x:measure></x:unitDenominator></x:divide></x:unit>
<x:unit id="pure"><x:measure>x:pure</x:measure></x:unit></ix:resources></ix:header>`;

/** Drives a collector as the readers of documents do. */
function read(body: string, { set = createXbrlSet(), header = HEADER }: { set?: XbrlSet; header?: string } = {}) {
  const collector = createXbrlCollector(set);
  let text = '';
  const parser = new Parser(
    {
      onopentag: (name, attributes) => collector.open(name, new Map(Object.entries(attributes)), text.length, attributes.id),
      ontext: (chunk) => {
        if (collector.wantsText) collector.text(chunk);
        if (!collector.inHeader) text += chunk;
      },
      onclosetag: (name) => collector.close(name, text.length),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(`<html ${NAMESPACES}><body>${header}${body}</body></html>`);
  return { finish: () => ({ ...collector.finish(text), text }) };
}

const factsOf = (body: string) => read(body).finish();

describe('the inline XBRL collector', () => {
  test('reads value, unit, period, span and canonical names whatever prefixes a file uses', () => {
    const { facts, skippedFacts, text } = factsOf(
      '<p>Sales of <ix:nonFraction id="f1" name="gaap:Revenues" contextRef="y" unitRef="usd" decimals="-6" scale="6" format="t:num-dot-decimal"> 1,234.5 </ix:nonFraction> million</p>',
    );
    const revenue = facts.find(({ concept }) => concept === 'us-gaap:Revenues');
    expect(skippedFacts).toEqual([]);
    expect(revenue).toMatchObject({
      value: '1234500000',
      unit: 'USD',
      periodStart: '2024-01-01',
      periodEnd: '2024-12-31',
      decimals: -6,
      scale: 6,
      anchor: 'f1',
      isHidden: false,
    });
    expect(text.slice(revenue!.span!.charStart, revenue!.span!.charEnd)).toBe('1,234.5');
  });

  test('reads dimensions, explicit and typed, and an instant at midnight as the day before', () => {
    const { facts } = factsOf('<ix:nonFraction name="gaap:Assets" contextRef="i" unitRef="usd" decimals="INF">5</ix:nonFraction>');
    expect(facts[1]).toMatchObject({
      periodEnd: '2024-12-30',
      dimensions: [
        { axis: 'fern:PlotAxis', member: 'Plot 7' },
        { axis: 'us-gaap:StatementBusinessSegmentsAxis', member: 'fern:NorthMember' },
      ],
    });
    expect(facts[1]).not.toHaveProperty('decimals');
    expect(facts[1]).not.toHaveProperty('periodStart');
  });

  test('reads nested facts, signs, per-share units and nil', () => {
    const { facts } = factsOf(
      '<ix:nonFraction name="gaap:NetIncomeLoss" contextRef="y" unitRef="usd" sign="-" decimals="0"><ix:nonFraction name="gaap:ProfitLoss" contextRef="y" unitRef="usd" sign="-" decimals="0">42</ix:nonFraction></ix:nonFraction>' +
        '<ix:nonFraction name="gaap:EarningsPerShareBasic" contextRef="y" unitRef="eps" decimals="2">0.10</ix:nonFraction>' +
        '<ix:nonFraction name="gaap:Goodwill" contextRef="y" unitRef="usd" xsi:nil="true"/>',
    );
    expect(facts.slice(1).map(({ concept, value, unit, isNil }) => [concept, value, unit, isNil])).toEqual([
      ['us-gaap:NetIncomeLoss', '-42', 'USD', false],
      ['us-gaap:ProfitLoss', '-42', 'USD', false],
      ['us-gaap:EarningsPerShareBasic', '0.1', 'USD/shares', false],
      ['us-gaap:Goodwill', '', 'USD', true],
    ]);
  });

  test('joins continuations in their order and leaves out what is excluded', () => {
    const { facts } = factsOf(
      '<div><ix:nonNumeric name="gaap:RevenuePolicy" contextRef="y" escape="true" continuedAt="c1">We sell trees.<ix:exclude>\nPage 3\n</ix:exclude></ix:nonNumeric></div>' +
        '\n<ix:continuation id="c2">And seeds.</ix:continuation>\n<ix:continuation id="c1" continuedAt="c2">And shrubs.</ix:continuation>',
    );
    expect(facts[1]!.value).toBe('We sell trees.\nAnd shrubs.\nAnd seeds.');
  });

  test('keeps hidden facts, marked, without a place in the text', () => {
    const { facts } = factsOf('');
    expect(facts[0]).toMatchObject({ concept: 'dei:EntityCentralIndexKey', value: '0009000001', isHidden: true });
    expect(facts[0]).not.toHaveProperty('span');
  });

  test('names a reason for each element that it does not read', () => {
    const fact = (attributes: string, text = '5') => `<ix:nonFraction name="gaap:Assets" ${attributes}>${text}</ix:nonFraction>`;
    const { facts, skippedFacts } = factsOf(
      fact('contextRef="nope" unitRef="usd"') +
        fact('contextRef="all" unitRef="usd"') +
        fact('contextRef="y" unitRef="nope"') +
        fact('contextRef="y" unitRef="usd" format="t:num-roman"') +
        fact('contextRef="y" unitRef="usd" format="t:num-dot-decimal"', 'five') +
        fact('contextRef="y" unitRef="usd"', '5,000') +
        '<ix:tuple name="gaap:T"/><ix:fraction name="gaap:F" contextRef="y" unitRef="pure"/>' +
        '<ix:nonNumeric name="gaap:P" contextRef="y" continuedAt="gone">a</ix:nonNumeric>',
    );
    expect(facts).toHaveLength(1);
    expect(skippedFacts.map(({ reason }) => reason)).toEqual([
      'context nope is not defined',
      'context covers all time',
      'unit nope is not defined',
      'format ixt:num-roman is not known',
      '"five" is not in format ixt:num-dot-decimal',
      '"5,000" is no number',
      'tuples have no value of their own',
      'fractions are not read',
      'continuation gone is missing',
    ]);
  });

  test('facts of one document use contexts and continuations of another of the set', () => {
    const set = createXbrlSet();
    const second = read(
      '<ix:nonFraction name="gaap:Liabilities" contextRef="y" unitRef="usd" decimals="0">7</ix:nonFraction><ix:nonNumeric name="gaap:Policy" contextRef="y" escape="true" continuedAt="far">Here.</ix:nonNumeric>',
      { set, header: '' },
    );
    const first = read('<ix:continuation id="far">There.</ix:continuation>', { set });
    expect(first.finish().facts).toHaveLength(1);
    expect(second.finish().facts.map(({ value }) => value)).toEqual(['7', 'Here.\nThere.']);
  });

  test('continuations in a circle end with a reason', () => {
    const { skippedFacts } = factsOf(
      '<ix:nonNumeric name="gaap:P" contextRef="y" continuedAt="a">x</ix:nonNumeric><ix:continuation id="a" continuedAt="b">y</ix:continuation><ix:continuation id="b" continuedAt="a">z</ix:continuation>',
    );
    expect(skippedFacts[0]!.reason).toBe('continuations form a circle');
  });
});
