import { applyOperations } from '../../../core/document/edits/apply.ts';
import type { EditOperation } from '../../../core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../../core/document/types.ts';

/** An edit that is shown and that the studio has not answered yet. */
export interface WaitingEdit {
  readonly operations: readonly EditOperation[];
  readonly label: string;
  /** The document before and after it, as it is shown. */
  before: VoxlaneDocument;
  after: VoxlaneDocument;
}

/** What the studio has, as far as is known, and on top of it the edits that wait for its answer. */
export class ShownDocument {
  #base: VoxlaneDocument;
  readonly #waiting: WaitingEdit[] = [];

  constructor(base: VoxlaneDocument) {
    this.#base = base;
  }

  get base(): VoxlaneDocument {
    return this.#base;
  }

  get shown(): VoxlaneDocument {
    return this.#waiting.at(-1)?.after ?? this.#base;
  }

  /** What undo would take back, once everything is answered. */
  get newestLabel(): string | undefined {
    return this.#waiting.at(-1)?.label;
  }

  add(operations: readonly EditOperation[], label: string, after: VoxlaneDocument): WaitingEdit {
    const edit: WaitingEdit = { operations, label, before: this.shown, after };
    this.#waiting.push(edit);
    return edit;
  }

  /** The studio carried an edit out. False: not on what is known here, so it must be looked at. */
  accept(edit: WaitingEdit): boolean {
    this.#take(edit);
    if (edit.before !== this.#base) return false;
    this.#base = edit.after;
    return true;
  }

  /** The studio did not carry it out, or nobody knows. */
  drop(edit: WaitingEdit): void {
    this.#take(edit);
  }

  /** Another base: edits that wait are carried out on it again; one that does not apply there is not shown. */
  rebase(base: VoxlaneDocument): void {
    this.#base = base;
    let document = base;
    for (const edit of this.#waiting) {
      const result = applyOperations(document, edit.operations);
      edit.before = document;
      if (result.kind === 'applied') document = result.document;
      edit.after = document;
    }
  }

  #take(edit: WaitingEdit): void {
    const at = this.#waiting.indexOf(edit);
    if (at >= 0) this.#waiting.splice(at, 1);
  }
}
