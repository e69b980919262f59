import type { RawCell, RawTable } from '../raw.ts';

const mostColumns = 2000;
const mostCells = 300_000;

interface OpenTable {
  index: number;
  table: RawTable;
  row: number;
  column: number;
  /** Rows still covered from above, by column. */
  covered: number[] | undefined;
}

/** Notes where tables, rows and cells stand while a document is read. */
export class TableRecorder {
  readonly tables: RawTable[] = [];
  private readonly open: OpenTable[] = [];
  private cells = 0;

  /** Index of the innermost open table, -1 outside. */
  get current(): number {
    return this.open.length === 0 ? -1 : this.open[this.open.length - 1]!.index;
  }

  startTable(offset: number): void {
    const parent = this.current;
    if (parent >= 0) this.tables[parent]!.hasNested = true;
    const table: RawTable = { start: offset, end: offset, parent, rows: 0, cells: [], isAligned: true, hasNested: false };
    this.tables.push(table);
    this.open.push({ index: this.tables.length - 1, table, row: -1, column: 0, covered: undefined });
  }

  endTable(offset: number): void {
    const open = this.open.pop();
    if (!open) return;
    open.table.end = offset;
    open.table.rows = open.row + 1;
  }

  startRow(): void {
    const open = this.open[this.open.length - 1];
    if (!open) return;
    open.row++;
    open.column = 0;
    if (open.covered) for (let i = 0; i < open.covered.length; i++) if (open.covered[i]! > 0) open.covered[i]!--;
  }

  /** Takes the columns of a cell and returns its record, kept only if `endCell` finds text in it. */
  startCell(columnSpan: number, rowSpan: number, isBold: boolean, isHeader: boolean, indent: number): RawCell | undefined {
    const open = this.open[this.open.length - 1];
    if (!open) return undefined;
    if (open.row < 0) open.row = 0;
    const { covered } = open;
    if (covered) while ((covered[open.column] ?? 0) > 0) open.column++;
    const column = open.column;
    open.column += columnSpan;
    if (rowSpan > 1 && column + columnSpan < mostColumns) {
      open.covered ??= [];
      for (let i = column; i < column + columnSpan; i++) open.covered[i] = rowSpan;
      for (let i = 0; i < column; i++) open.covered[i] ??= 0;
    }
    return { row: open.row, column, columnSpan, rowSpan, start: -1, end: -1, valueEnd: -1, isBold, isHeader, indent };
  }

  keepCell(cell: RawCell): void {
    const open = this.open[this.open.length - 1];
    if (!open || this.cells >= mostCells || cell.column >= mostColumns) return;
    this.cells++;
    open.table.cells.push(cell);
  }
}
