/**
 * What a reader (HTML or plain text) hands to the analysis of tables and sections. Offsets are UTF-16 into `text`.
 */
export interface RawDocument {
  text: string;
  html: string;
  lines: Line[];
  tables: RawTable[];
  /** Offset in the text where an element with this id or name stands. */
  targets: Map<string, number>;
  links: { start: number; end: number; target: string }[];
  /** Offsets of collapsed runs of spaces outside of tables: columns of a flattened table. */
  gaps: number[];
  /** Offsets where a page ends. */
  pageBreaks: number[];
  dropped: { hiddenCharacters: number; zeroWidth: number; tagCharacters: number };
}

/** One line of the text: a paragraph, a heading, a list item, or a row of a table. */
export interface Line {
  start: number;
  end: number;
  /** Characters that are bold, underlined, italic. */
  bold: number;
  underlined: number;
  italic: number;
  /** Font size of the first character in points, 0 when not given. */
  size: number;
  isCentred: boolean;
  /** 1 to 6 for h1 to h6, else 0. */
  headingLevel: number;
  isListItem: boolean;
  isPreformatted: boolean;
  /** Index in `tables`, -1 outside. */
  table: number;
}

export interface RawTable {
  start: number;
  end: number;
  /** Index of the table around it, -1 when outermost. */
  parent: number;
  rows: number;
  /** Cells with text, row by row. */
  cells: RawCell[];
  /** True when the columns of the cells are those of the page: not for rows whose empty cells were left out. */
  isAligned: boolean;
  hasNested: boolean;
}

export interface RawCell {
  row: number;
  /** Column of the grid, spans counted. */
  column: number;
  columnSpan: number;
  rowSpan: number;
  start: number;
  end: number;
  /** Where a superscript that ends the cell begins; `end` without one. */
  valueEnd: number;
  isBold: boolean;
  isHeader: boolean;
  /** Left indent in points, when given. */
  indent: number;
}
