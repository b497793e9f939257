import type { Diagnostic } from './codec.ts';

/** Entries kept per code; a broken file of a million lines must not make a million entries. */
const KEPT_PER_CODE = 20;

/** Collects a reader's diagnostics in order and folds long runs of one code into a count. */
export class DiagnosticLog {
  private readonly entries: Diagnostic[] = [];
  private readonly counts = new Map<string, { count: number; severity: Diagnostic['severity'] }>();

  add(code: string, severity: Diagnostic['severity'], message: string, line?: number): void {
    const seen = this.counts.get(code) ?? { count: 0, severity };
    seen.count++;
    this.counts.set(code, seen);
    if (seen.count > KEPT_PER_CODE) return;
    this.entries.push({ code, severity, ...(line === undefined ? {} : { line }), message });
  }

  /** All entries, followed by one "and N more" entry per code that was cut. */
  list(): Diagnostic[] {
    const folded: Diagnostic[] = [];
    for (const [code, { count, severity }] of this.counts) {
      if (count <= KEPT_PER_CODE) continue;
      folded.push({ code, severity, message: `The same was found in ${count - KEPT_PER_CODE} more places.` });
    }
    return [...this.entries, ...folded];
  }
}
