import { expect, test } from 'vitest';
import { isInstance, readInstance } from './instance-reader.ts';
import { readLabels } from './label-linkbase.ts';

const INSTANCE = `<?xml version="1.0"?><xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:gaap="http://xbrl.us/us-gaap/2009-01-31"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<gaap:Assets contextRef="e" unitRef="u" decimals="-3">1250000</gaap:Assets>
<gaap:Revenues contextRef="d" unitRef="u" precision="4">-98760</gaap:Revenues>
<gaap:Goodwill contextRef="e" unitRef="u" xsi:nil="true"/>
<gaap:Policy contextRef="d">&lt;p&gt;We sell &amp;amp; plant.&lt;/p&gt;&lt;p&gt;Trees.&lt;/p&gt;</gaap:Policy>
<gaap:Lost contextRef="x" unitRef="u" decimals="0">1</gaap:Lost>
<xbrli:context id="d"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2011-02-01</xbrli:startDate><xbrli:endDate>2012-01-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:context id="e"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2012-01-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<link:footnoteLink><link:footnote xlink:label="f">Not a fact</link:footnote></link:footnoteLink></xbrli:xbrl>`;

test('a plain instance gives facts in the shape of inline ones', () => {
  expect(isInstance(INSTANCE)).toBe(true);
  const { facts, skippedFacts } = readInstance(INSTANCE);
  expect(
    facts.map(({ concept, value, decimals, periodStart, periodEnd, isNil }) => [concept, value, decimals, periodStart, periodEnd, isNil]),
  ).toEqual([
    ['us-gaap:Assets', '1250000', -3, undefined, '2012-01-31', false],
    ['us-gaap:Revenues', '-98760', -1, '2011-02-01', '2012-01-31', false],
    ['us-gaap:Goodwill', '', undefined, undefined, '2012-01-31', true],
    ['us-gaap:Policy', 'We sell & plant. Trees.', undefined, '2011-02-01', '2012-01-31', false],
  ]);
  expect(skippedFacts).toEqual([{ element: 'xbrli:item', name: 'us-gaap:Lost', reason: 'context x is not defined' }]);
});

test('a label linkbase gives the standard English label of each concept', () => {
  const linkbase = `<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"><link:labelLink>
    <link:loc xlink:href="fern.xsd#us-gaap_Revenues" xlink:label="l1"/><link:labelArc xlink:from="l1" xlink:to="t1"/>
    <link:label xlink:label="t1" xlink:role="http://www.xbrl.org/2003/role/terseLabel" xml:lang="en-US">Sales</link:label>
    <link:label xlink:label="t1" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">Net sales of trees</link:label>
  </link:labelLink></link:linkbase>`;
  expect([...readLabels([{ bytes: new TextEncoder().encode(linkbase) }])]).toEqual([['us-gaap:Revenues', 'Net sales of trees']]);
});
