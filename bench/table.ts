/** A titled table of results, printed as Markdown. */
export interface BenchTable {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence below the table. */
  readonly note?: string;
}

/** The table as Markdown with aligned columns. */
export function markdownTable(table: BenchTable): string {
  const all = [table.header, ...table.rows];
  const widths = table.header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const note = table.note === undefined ? [] : [table.note, ''];
  return [`### ${table.title}`, '', line(table.header), rule, ...table.rows.map(line), '', ...note].join('\n');
}
