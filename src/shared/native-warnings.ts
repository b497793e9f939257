import { nativeText } from './native-text.ts';

/** Something that native code said, and how often. */
export interface NativeWarning {
  readonly text: string;
  readonly count: number;
}

/** Different texts that are kept; more of them are only counted. */
const MAX_TEXTS = 50;
/** What Node says about itself and frames of stack traces. */
const NOT_NATIVE = /^\s*(\(node:\d+\)|\(Use `\S*node\S* |at )/;
const REST = 'other messages of native code';

/** Collects what native code prints: each text once with its count, in the order of their first appearance. */
export class NativeWarnings {
  readonly #counts = new Map<string, number>();
  #others = 0;

  /** Adds one line of output; blank lines and Node's own are no warnings. */
  add(line: string): void {
    if (NOT_NATIVE.test(line)) return;
    this.#count(nativeText(line), 1);
  }

  /** Adds what was collected elsewhere. */
  merge(warnings: readonly NativeWarning[]): void {
    for (const { text, count } of warnings) this.#count(text, count);
  }

  /** All that was collected since the last call. */
  take(): readonly NativeWarning[] {
    const taken = [...this.#counts].map(([text, count]) => ({ text, count }));
    if (this.#others > 0) taken.push({ text: REST, count: this.#others });
    this.#counts.clear();
    this.#others = 0;
    return taken;
  }

  #count(text: string, times: number): void {
    if (text === '') return;
    const before = this.#counts.get(text);
    if (before !== undefined || this.#counts.size < MAX_TEXTS) this.#counts.set(text, (before ?? 0) + times);
    else this.#others += times;
  }
}
