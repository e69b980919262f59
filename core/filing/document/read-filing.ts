import { ParsingError } from '../../errors.ts';
import { readHoldings } from './ownership/read-holdings.ts';
import { parseFiling } from './parse-filing.ts';
import { sortDocuments } from './sort-documents.ts';
import { dataInSubmissions } from './submission.ts';
import type { ParseInput, ReadFiling, SourceBytes } from './types.ts';
import { readInstance } from './xbrl/instance-reader.ts';
import { readLabels } from './xbrl/label-linkbase.ts';

/**
 * Reads a filing whole: its pages as `parseFiling` does, and the XML beside them: ownership and holdings, an XBRL instance of the time
 * before inline XBRL, the labels of concepts. Pure.
 * @throws {ParsingError} as `parseFiling`
 */
export function readFiling(input: ParseInput): ReadFiling {
  const inside = sortDocuments(dataInSubmissions(input.documents));
  const given = sortDocuments(input.documents);
  const { readable } = given;
  const [instances, data, labels] = (['instances', 'holdings', 'labels'] as const).map((kind) => [...given[kind], ...inside[kind]]) as [
    SourceBytes[],
    SourceBytes[],
    SourceBytes[],
  ];
  const holdings = readHoldings(input.form, input.filedAt ?? '', data);
  const utf8 = new TextDecoder('utf-8');
  const filing =
    readable.length > 0
      ? parseFiling(
          { ...input, documents: readable },
          {
            instances: instances.map(({ bytes }) => readInstance(utf8.decode(bytes))),
            readElsewhere: new Set([...inside.holdings, ...inside.instances].map(({ name }) => name)),
          },
        )
      : { documents: [], form: input.form, items: [] };
  filing.documents.push(...(holdings?.documents ?? []));
  if (filing.documents.length === 0)
    throw new ParsingError('DOCUMENT_UNREADABLE', `No document of ${input.accessionNumber} can be read as text.`, {
      accessionNumber: input.accessionNumber,
    });
  return { ...filing, holdings, labels: readLabels(labels) };
}
