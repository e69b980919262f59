interface Passage {
  documentName: string;
  charStart: number;
  charEnd: number;
  /** Element id in the document's HTML. */
  anchor?: string | null;
}

/** The address that opens a passage: UTF-16 offsets into the document's normalised text. */
export const passagePath = (accessionNumber: string, { documentName, charStart, charEnd, anchor }: Passage): string =>
  `/filings/${accessionNumber}?${new URLSearchParams({
    document: documentName,
    from: String(charStart),
    to: String(charEnd),
    ...(anchor ? { anchor } : {}),
  })}`;
