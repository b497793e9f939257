import type { CallName, CallInput } from '../../../contract/contract.ts';
import type { DocumentState, EditPosition, UndoOutcome } from '../../../contract/document-calls.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';
import { applyOperations, undoOperations } from '../../../core/document/edits/apply.ts';
import type { EditOperation } from '../../../core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../../core/document/types.ts';
import { toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { type Store, store } from '../store.ts';

/** A document while it is open. */
export interface OpenDocument extends Omit<DocumentState, 'head'> {
  /** `saving`: edits are on their way; `unsaved`: they could not be sent and wait. */
  readonly saving: 'saved' | 'saving' | 'unsaved';
  /** Wall clock of the last edit that is on the disk, ms. */
  readonly savedAt?: number;
}

/** What came of an edit asked for here. `refused` changed nothing. */
export type LocalEdit =
  | { readonly kind: 'edited'; readonly operations: readonly EditOperation[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string };

export interface SessionWatcher {
  /** The studio refused what was shown already, so the document was opened anew. */
  readonly onRefused: (reason: string) => void;
  readonly onError: (error: unknown) => void;
}

const RETRY_MS = 1000;

/**
 * An open document: edits show at once and go to the studio one after the other; what cannot be sent waits and is tried
 * again. Changes made elsewhere are followed. `close` when it is not shown any more.
 */
export class DocumentSession {
  readonly state: Store<OpenDocument>;
  readonly #api: StudioApi;
  readonly #watcher: SessionWatcher;
  readonly #stop: () => void;
  #head: string;
  #work: Promise<void> = Promise.resolve();
  #pending = 0;
  #foreignHead: string | undefined;
  #closed = false;

  private constructor(api: StudioApi, { head, ...opened }: DocumentState, watcher: SessionWatcher) {
    this.#api = api;
    this.#watcher = watcher;
    this.#head = head;
    this.state = store<OpenDocument>({ ...opened, saving: 'saved' });
    this.#stop = api.on('document', ({ id, head: now }) => {
      if (id === opened.jobId) this.#follow(now ?? '');
    });
  }

  /** Throws what `documents.open` throws. */
  static async open(api: StudioApi, id: number, watcher: SessionWatcher): Promise<DocumentSession> {
    return new DocumentSession(api, await ask(api, 'documents.open', { id }), watcher);
  }

  get id(): number {
    return this.state.getState().jobId;
  }

  get document(): VoxlaneDocument {
    return this.state.getState().document;
  }

  /** Carries operations out as one undo step named `label`. Shown at once; on the disk soon. */
  edit(operations: readonly EditOperation[], label: string): LocalEdit {
    const result = applyOperations(this.document, operations);
    if (result.kind === 'refused') return { kind: 'refused', code: result.code, reason: result.reason };
    if (result.document === this.document) return { kind: 'unchanged' };
    const applied = result.applied.map(({ operation }) => operation);
    const { redoLabel: _gone, ...before } = this.state.getState();
    this.state.setState(
      { ...before, document: result.document, edited: true, undoLabel: label, saving: 'saving' },
      true,
    );
    void this.#enqueue(async () => {
      const outcome = await this.#send('documents.edit', { id: this.id, operations: applied, label });
      if (outcome.kind === 'edited') this.#settle(outcome.position);
      else if (outcome.kind === 'refused') await this.#reopen(outcome.reason);
    });
    return { kind: 'edited', operations: applied };
  }

  /** Takes the newest step back. */
  undo(): void {
    void this.#enqueue(async () => this.#move(await this.#send('documents.undo', { id: this.id })));
  }

  redo(): void {
    void this.#enqueue(async () => this.#move(await this.#send('documents.redo', { id: this.id })));
  }

  /** Runs a call that changes the document on the studio's side (clustering again, restoring), then shows the result. */
  async change<Value>(work: () => Promise<Value>): Promise<Value> {
    let value: Value | undefined;
    let failure: unknown;
    await this.#enqueue(async () => {
      try {
        value = await work();
      } catch (error) {
        failure = error;
      }
      await this.#reopen();
    });
    if (failure !== undefined) throw toAppError(failure);
    return value as Value;
  }

  /** Resolves when every edit made so far is on the disk. */
  saved(): Promise<void> {
    return this.#work;
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #move(outcome: UndoOutcome): void | Promise<void> {
    switch (outcome.kind) {
      case 'nothing':
        return undefined;
      case 'refused':
        return this.#reopen(outcome.reason);
      case 'undone': {
        const document = outcome.inverses && undoOperations(this.document, outcome.inverses);
        if (document === undefined) return this.#reopen();
        this.state.setState({ document });
        return this.#settle(outcome.position);
      }
      case 'redone': {
        const result = applyOperations(this.document, outcome.operations);
        if (result.kind === 'refused') return this.#reopen();
        this.state.setState({ document: result.document });
        return this.#settle(outcome.position);
      }
    }
  }

  /** One thing after the other; a failure of one does not stop the next. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#pending += 1;
    this.state.setState({ saving: 'saving' });
    const done = this.#work.then(work).catch((error: unknown) => this.#watcher.onError(error));
    this.#work = done.then(async () => {
      this.#pending -= 1;
      if (this.#pending > 0 || this.#closed) return;
      const foreign = this.#foreignHead;
      this.#foreignHead = undefined;
      if (foreign !== undefined && foreign !== this.#head) await this.#reopen().catch(this.#watcher.onError);
      this.state.setState({ saving: 'saved', savedAt: Date.now() });
    });
    return this.#work;
  }

  /** Asks until the studio answers: a lost connection loses no edit. */
  async #send<Name extends CallName>(name: Name, input: CallInput<Name>) {
    for (;;) {
      try {
        return await ask(this.#api, name, input);
      } catch (error) {
        if (this.#closed || toAppError(error).code !== 'connection-lost') throw error;
        this.state.setState({ saving: 'unsaved' });
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  #settle(position: EditPosition): void {
    this.#head = position.head;
    const { undoLabel: _undo, redoLabel: _redo, ...rest } = this.state.getState();
    const { head: _head, ...labels } = position;
    // Edits made meanwhile are newer than what this answer knows.
    if (this.#pending <= 1) this.state.setState({ ...rest, ...labels }, true);
  }

  #follow(head: string): void {
    if (head !== '' && head === this.#head) return;
    if (this.#pending > 0) this.#foreignHead = head;
    else void this.#enqueue(() => this.#reopen());
  }

  async #reopen(reason?: string): Promise<void> {
    const { head, ...opened } = await ask(this.#api, 'documents.open', { id: this.id });
    this.#head = head;
    this.state.setState({ ...opened, saving: this.state.getState().saving }, true);
    if (reason !== undefined) this.#watcher.onRefused(reason);
  }
}
