/** The address that opens a passage: UTF-16 offsets into the document's normalised text. */
export const passagePath = (accessionNumber: string, at: { documentName: string; charStart: number; charEnd: number }): string =>
  `/filings/${accessionNumber}?${new URLSearchParams({ document: at.documentName, from: String(at.charStart), to: String(at.charEnd) })}`;
