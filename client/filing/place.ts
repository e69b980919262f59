/** Where the reader stands; it lives in the address, so that a passage can be shared. */
export interface Place {
  documentName: string | null;
  /** UTF-16 offsets of a passage into the document's text; equal: only a beginning. Null: the document's own. */
  span: { from: number; to: number } | null;
  /** Key of a section: `part1.item1a`. */
  sectionKey: string | null;
  /** Element of the page as filed, where one is known to hold the passage. */
  anchor: string | null;
  view: 'text' | 'page';
}

const offset = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null);

export function readPlace(parameters: URLSearchParams): Place {
  const from = offset(parameters.get('from'));
  const to = offset(parameters.get('to'));
  const span = from !== null && to !== null && to >= from ? { from, to } : null;
  const view = parameters.get('view');
  return {
    documentName: parameters.get('document'),
    span,
    sectionKey: parameters.get('section'),
    anchor: parameters.get('anchor'),
    view: view === 'text' || view === 'page' ? view : span ? 'text' : 'page',
  };
}

export function writePlace({ documentName, span, sectionKey, anchor, view }: Place): URLSearchParams {
  const parameters = new URLSearchParams();
  if (documentName) parameters.set('document', documentName);
  if (sectionKey) parameters.set('section', sectionKey);
  if (span) {
    parameters.set('from', String(span.from));
    parameters.set('to', String(span.to));
  }
  if (anchor) parameters.set('anchor', anchor);
  if (view !== (span ? 'text' : 'page')) parameters.set('view', view);
  return parameters;
}

interface Anchored {
  key: string;
  documentName: string;
  charStart: number;
  charEnd: number;
  anchor?: string | null;
}

/** The element of the document's HTML nearest before a place: that of its section, or of the last section that begins before it. */
export function anchorOf(sections: readonly Anchored[], documentName: string, { span, sectionKey, anchor }: Place): string | null {
  if (anchor) return anchor;
  const anchored = sections.filter(
    (section) => section.documentName === documentName && section.anchor && section.charEnd > section.charStart,
  );
  const named = sectionKey && anchored.find(({ key }) => key === sectionKey);
  if (named) return named.anchor ?? null;
  if (!span) return null;
  let nearest: Anchored | undefined;
  for (const section of anchored)
    if (section.charStart <= span.from && (!nearest || section.charStart > nearest.charStart)) nearest = section;
  return nearest?.anchor ?? null;
}
