import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import type { ParsedFiling } from '../../core/filing/document/types.ts';
import type { BenchFiling } from './load-filings.ts';

export interface FactCount {
  inBytes: number;
  read: number;
  skipped: number;
  reasons: string[];
}

/** Counts `ix:nonFraction` start tags in the bytes, apart from the reader, and what the reader made of them. */
export function countFacts({ input }: BenchFiling, filing: ParsedFiling): FactCount {
  let inBytes = 0;
  const seen = new Set<string>();
  for (const { bytes, name } of input.documents) {
    if (seen.has(name)) continue;
    seen.add(name);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const isCopy = text.includes('<SEC-DOCUMENT>') && input.documents.length > 1;
    if (isCopy) continue;
    for (let at = text.indexOf('<ix:nonFraction'); at >= 0; at = text.indexOf('<ix:nonFraction', at + 15)) inBytes++;
  }
  let read = 0;
  const skipped: string[] = [];
  for (const document of filing.documents) {
    if (!input.documents.some((given) => given.name === document.name) && input.documents.length > 1) continue;
    read += document.facts.filter((fact) => fact.isNumeric).length;
    skipped.push(...document.skippedFacts.filter((fact) => /nonfraction/i.test(fact.element)).map((fact) => fact.reason));
  }
  return { inBytes, read, skipped: skipped.length, reasons: [...new Set(skipped)] };
}

interface CompanyFacts {
  facts: Record<string, Record<string, { units: Record<string, { start?: string; end: string; val: number; accn: string }[]> }>>;
}

/** Compares with the SEC's own companyfacts of the same accession number, where the folder has them. */
export function compareCompanyFacts(
  directory: string | undefined,
  bench: BenchFiling,
  filing: ParsedFiling,
): { expected: number; same: number; wrong: string[] } | undefined {
  if (directory === undefined) return undefined;
  const name = `CIK${String(bench.cik).padStart(10, '0')}.json`;
  const path = [join(directory, 'mirror/api/xbrl/companyfacts', name), join(directory, 'api/xbrl/companyfacts', name)].find(existsSync);
  if (!path) return undefined;
  const company = JSON.parse(readFileSync(path, 'utf8')) as CompanyFacts;
  const values = new Map<string, Set<string>>();
  for (const fact of filing.documents.flatMap((document) => document.facts)) {
    if (!fact.isNumeric || fact.isNil || fact.dimensions.length > 0) continue;
    const key = [fact.concept, fact.periodStart ?? '', fact.periodEnd].join('|');
    const known = values.get(key) ?? new Set<string>();
    known.add(new Decimal(fact.value).toString());
    values.set(key, known);
  }
  let expected = 0;
  let same = 0;
  const wrong: string[] = [];
  for (const [taxonomy, concepts] of Object.entries(company.facts)) {
    for (const [concept, { units }] of Object.entries(concepts)) {
      for (const facts of Object.values(units)) {
        for (const fact of facts) {
          if (fact.accn !== bench.input.accessionNumber) continue;
          expected++;
          const found = values.get([`${taxonomy}:${concept}`, fact.start ?? '', fact.end].join('|'));
          if (found?.has(new Decimal(fact.val).toString())) same++;
          else
            wrong.push(
              `${taxonomy}:${concept} ${fact.start ?? ''}..${fact.end} ${fact.val} (read: ${found ? [...found].join(', ') : 'nothing'})`,
            );
        }
      }
    }
  }
  return { expected, same, wrong };
}
