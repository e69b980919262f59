import { Parser } from 'htmlparser2';
import { ParsingError, TransportError } from '../errors.ts';
import { isAccessionNumber } from './accession-number.ts';
import type { EdgarFeedEntry } from './types.ts';

/**
 * One page of the latest-filings feed, one entry a filer role as EDGAR gives it. ISO-8859-1 by its own declaration.
 * @throws {TransportError} DOCUMENT_TRUNCATED without its end; {ParsingError} DOCUMENT_UNREADABLE on what is no feed or an entry without number or time
 */
export function parseAtomFeed(bytes: Uint8Array): EdgarFeedEntry[] {
  const text = new TextDecoder('latin1').decode(bytes);
  if (!/<feed[\s>]/.test(text.slice(0, 2000)))
    throw new ParsingError('DOCUMENT_UNREADABLE', 'The latest-filings feed is not an Atom feed.', {});
  if (!/<\/feed>\s*$/.test(text)) throw new TransportError('DOCUMENT_TRUNCATED', 'The latest-filings feed ended early.', {});

  const entries: EdgarFeedEntry[] = [];
  let entry: { title: string; id: string; updated: string; form: string; href: string } | null = null;
  let element = '';
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        element = name;
        if (name === 'entry') entry = { title: '', id: '', updated: '', form: '', href: '' };
        else if (entry && name === 'category') entry.form ||= attributes.term ?? '';
        else if (entry && name === 'link') entry.href ||= attributes.href ?? '';
      },
      ontext(data) {
        if (entry && (element === 'title' || element === 'id' || element === 'updated')) entry[element] += data;
      },
      onclosetag(name) {
        element = '';
        if (name !== 'entry' || !entry) return;
        entries.push(toEntry(entry));
        entry = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return entries;
}

function toEntry(raw: { title: string; id: string; updated: string; form: string; href: string }): EdgarFeedEntry {
  const accessionNumber = /accession-number=([\d-]+)/.exec(raw.id)?.[1] ?? '';
  const updatedAt = new Date(raw.updated.trim());
  const cik = Number(/\((\d{10})\)/.exec(raw.title)?.[1] ?? /\/data\/(\d+)\//.exec(raw.href)?.[1]);
  if (!isAccessionNumber(accessionNumber) || Number.isNaN(updatedAt.getTime()))
    throw new ParsingError('DOCUMENT_UNREADABLE', 'An entry of the latest-filings feed has no accession number or time.', {
      title: raw.title.slice(0, 100),
    });
  return { accessionNumber, form: raw.form, ciks: Number.isInteger(cik) && cik > 0 ? [cik] : [], updatedAt };
}

/** One entry an accession number: the roles of a filing put together, in the feed's order. */
export function mergeFeedEntries(entries: readonly EdgarFeedEntry[]): EdgarFeedEntry[] {
  const merged = new Map<string, EdgarFeedEntry>();
  for (const entry of entries) {
    const known = merged.get(entry.accessionNumber);
    if (known) known.ciks = [...new Set([...known.ciks, ...entry.ciks])];
    else merged.set(entry.accessionNumber, { ...entry });
  }
  return [...merged.values()];
}
