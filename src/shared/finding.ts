import type { FindingCode, FindingHelp } from './finding-codes.ts';

/**
 * One finding of an examination: `bad` stops the main job, `warn` limits it. `value` and `action` (what to do) are in
 * English; `code` and `help` with `values` say the same in other languages.
 */
export interface Finding {
  readonly topic: 'runtime' | 'machine' | 'tools' | 'models' | 'storage';
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'bad';
  readonly value: string;
  readonly action?: string;
  /** Absent where `value` is the same in every language, such as a version or path. */
  readonly code?: FindingCode;
  readonly help?: FindingHelp;
  /** What the sentences speak of. `reason` are words that nobody can say in another language. */
  readonly values?: Readonly<Record<string, string | number>>;
}
