import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { sampleFiles } from './build/files.ts';
import { SAMPLE_FILINGS } from './filings.ts';

const files = [...sampleFiles()];
const reports = files.filter(([path]) => path.endsWith('.htm') && !path.endsWith('ex991.htm'));

interface Fact {
  name: string;
  context: string;
  value: number;
}

/** Figures of a document, its ids and references, and whether every element is closed where XML wants it. */
function inspect(markup: string) {
  const facts: Fact[] = [];
  const ids: string[] = [];
  const used = new Set<string>();
  const path: string[] = [];
  let open: { name: string; context: string; scale: number; sign: number; text: string } | null = null;
  let contextWithDimension = '';
  const dimensional = new Set<string>();
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        path.push(name);
        if (attributes.id) ids.push(attributes.id);
        for (const key of ['contextRef', 'unitRef', 'continuedAt']) if (attributes[key]) used.add(attributes[key]);
        if (attributes.href?.startsWith('#')) used.add(attributes.href.slice(1));
        if (name === 'xbrli:context') contextWithDimension = attributes.id ?? '';
        if (name === 'xbrldi:explicitMember') dimensional.add(contextWithDimension);
        if (name === 'ix:nonFraction')
          open = {
            name: attributes.name ?? '',
            context: attributes.contextRef ?? '',
            scale: Number(attributes.scale),
            sign: attributes.sign === '-' ? -1 : 1,
            text: '',
          };
      },
      ontext(text) {
        if (open) open.text += text;
      },
      onclosetag(name) {
        expect(path.pop()).toBe(name);
        if (name !== 'ix:nonFraction' || !open) return;
        const digits = open.text.replaceAll(',', '').replace('\u2014', '0');
        facts.push({ name: open.name, context: open.context, value: Number(digits) * 10 ** open.scale * open.sign });
        open = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(markup);
  return {
    facts: facts.filter(({ value }) => !Number.isNaN(value)),
    ids,
    used,
    dimensional,
    skipped: facts.filter(({ value }) => Number.isNaN(value)),
  };
}

it('are what the generator writes', async () => {
  const onDisk = (await readdir(SAMPLE_FILINGS, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(onDisk).toHaveLength(files.length);
  for (const [path, content] of files) expect((await readFile(join(SAMPLE_FILINGS, path), 'utf8')) === content, path).toBe(true);
  expect(files.reduce((total, [, content]) => total + Buffer.byteLength(content), 0)).toBeLessThan(3_000_000);
});

describe.each(reports)('%s', (_path, markup) => {
  const { facts, ids, used, dimensional, skipped } = inspect(markup);

  it('is inline XBRL whose references all lead somewhere', () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const reference of used) expect(ids).toContain(reference);
    expect(skipped).toEqual([]);
    expect(markup.includes('fictional company')).toBe(true);
  });

  it('adds up, and never states one figure twice with two values', () => {
    const byKey = new Map<string, number>();
    for (const { name, context, value } of facts) {
      const key = `${name} ${context}`;
      if (byKey.has(key)) expect([key, value]).toEqual([key, byKey.get(key)]);
      byKey.set(key, value);
    }
    const contexts = new Set(facts.map(({ context }) => context));
    for (const context of contexts) {
      if (dimensional.has(context)) continue;
      const get = (name: string) => byKey.get(`us-gaap:${name} ${context}`);
      const equal = (total: number | undefined, parts: (number | undefined)[]) => {
        if (total !== undefined && parts.every((part) => part !== undefined))
          expect(parts.reduce((a, b) => (a ?? 0) + (b ?? 0), 0)).toBe(total);
      };
      equal(get('Assets'), [get('LiabilitiesAndStockholdersEquity')]);
      equal(get('LiabilitiesAndStockholdersEquity'), [get('Liabilities'), get('StockholdersEquity')]);
      equal(get('RevenueFromContractWithCustomerExcludingAssessedTax'), [get('CostOfRevenue'), get('GrossProfit')]);
      equal(get('GrossProfit'), [get('OperatingExpenses'), get('OperatingIncomeLoss')]);
      equal(get('InterestAndDividendIncomeOperating'), [get('InterestExpenseOperating'), get('InterestIncomeExpenseNet')]);
      equal(get('IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest'), [
        get('IncomeTaxExpenseBenefit'),
        get('NetIncomeLoss'),
      ]);
      equal(get('CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect'), [
        get('NetCashProvidedByUsedInOperatingActivities'),
        get('NetCashProvidedByUsedInInvestingActivities'),
        get('NetCashProvidedByUsedInFinancingActivities'),
        get('EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents') ?? 0,
      ]);
    }
  });
});
