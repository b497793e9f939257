import type { ErrorColumn } from './error-columns.ts';
import { COLORS, LEFT, NAMES, round, STRIP } from './svg-style.ts';

/** Kinds of error stacked in each column of the chart, full height where all speaker time is wrong; one path a kind. */
export function errorStrip(columns: readonly ErrorColumn[], top: number): string {
  const paths = { miss: '', falseAlarm: '', confusion: '' };
  for (let at = 0; at < columns.length;) {
    const column = columns[at];
    if (column === undefined) break;
    let next = at + 1;
    while (next < columns.length && sameColumn(column, columns[next])) next++;
    const most = Math.max(1, column.miss + column.falseAlarm + column.confusion);
    let base = top + STRIP;
    for (const kind of ['confusion', 'falseAlarm', 'miss'] as const) {
      const tall = (column[kind] / most) * STRIP;
      if (tall < 0.05) continue;
      base -= tall;
      const wide = next - at;
      paths[kind] += `M${LEFT + at} ${round(base)}h${wide}v${round(tall)}h-${wide}z`;
    }
    at = next;
  }
  return (['miss', 'falseAlarm', 'confusion'] as const)
    .filter((kind) => paths[kind] !== '')
    .map((kind) => `<path fill="${COLORS[kind]}" d="${paths[kind]}"><title>${NAMES[kind]}</title></path>`)
    .join('');
}

function sameColumn(a: ErrorColumn, b: ErrorColumn | undefined): boolean {
  return (
    b !== undefined &&
    Math.abs(a.miss - b.miss) + Math.abs(a.falseAlarm - b.falseAlarm) + Math.abs(a.confusion - b.confusion) < 1e-6
  );
}
