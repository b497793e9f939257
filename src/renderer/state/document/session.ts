import type { DocumentState, EditPosition, PartialOpening, UndoOutcome } from '../../../contract/document-calls.ts';
import type { StudioApi } from '../../../contract/studio-api.ts';
import { canonicalJson } from '../../../core/document/canonical-json.ts';
import { applyOperations, undoOperations } from '../../../core/document/edits/apply.ts';
import type { EditOperation } from '../../../core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../../core/document/types.ts';
import { AppError, toAppError } from '../../../shared/app-error.ts';
import { ask } from '../../client/ask.ts';
import { type Store, store } from '../store.ts';
import { carrySelection } from './carry-selection.ts';
import { KnownHeads } from './known-heads.ts';
import { openListening } from './open-listening.ts';
import { ShownDocument, type WaitingEdit } from './shown-document.ts';
import { setUnsent } from './unsent-edits.ts';

/** A document while it is open. */
export interface OpenDocument extends Omit<DocumentState, 'head'> {
  /** `saving`: edits are on their way; `unsaved`: they could not be sent and wait. */
  readonly saving: 'saved' | 'saving' | 'unsaved';
  /** Wall clock of the last edit that is on the disk, ms. */
  readonly savedAt?: number;
  /** The job is not done: this is how far it got, and nothing can be changed. Another object for every look at it. */
  readonly unfinished?: { readonly progress: number } | undefined;
}

/** Why something was not done. */
interface Refused {
  readonly code: string;
  readonly reason: string;
}

/** What came of an edit asked for here. `refused` changed nothing. */
export type LocalEdit =
  | { readonly kind: 'edited'; readonly operations: readonly EditOperation[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string };

export interface SessionWatcher {
  /** The studio refused what was shown already, so the document was opened anew. */
  readonly onRefused: (refusal: Refused) => void;
  readonly onError: (error: unknown) => void;
  /** Why what is not finished cannot be changed, for users. */
  readonly whyUnfinished: () => string;
}

/** What there is of a document whose job is not done. */
type PartialDocument = Extract<PartialOpening, { readonly kind: 'partial' }>;
type OpenedState = DocumentState & Pick<OpenDocument, 'unfinished'>;

const RETRY_MS = 1000;
/** So long after it was closed a session still tries to send what it could not send before. */
const LEFT_MS = 10 * 60_000;
/** Trouble that passes, or that a user can end: the work waits and is tried again. */
const PASSING: readonly string[] = ['connection-lost', 'disk-full', 'store-locked', 'timed-out'];
/** For an edit, too: what was typed stays until this window may write again, as after a server that ended and came back. */
const PASSING_FOR_EDITS: readonly string[] = [...PASSING, 'read-only-client'];

/**
 * An open document: edits show at once and go to the studio one after the other; what cannot be sent waits and is tried
 * again. Changes made elsewhere are followed, with the edits that wait on top. One whose job is not done refuses edits; it
 * becomes the finished one in place. `close` when it is not shown any more.
 */
export class DocumentSession {
  readonly state: Store<OpenDocument>;
  readonly #api: StudioApi;
  readonly #watcher: SessionWatcher;
  readonly #stop: () => void;
  readonly #shown: ShownDocument;
  readonly #heads = new KnownHeads();
  #head: string;
  #labels: Omit<EditPosition, 'head'>;
  #work: Promise<void> = Promise.resolve();
  #pending = 0;
  /** When it was closed, on the clock of the page. */
  #closedAt: number | undefined;
  #burst: (() => void) | undefined;

  private constructor(api: StudioApi, { head, ...opened }: OpenedState, watcher: SessionWatcher) {
    this.#api = api;
    this.#watcher = watcher;
    this.#head = head;
    this.#labels = labelsOf(opened);
    this.#shown = new ShownDocument(opened.document);
    this.state = store<OpenDocument>({ ...opened, saving: 'saved' });
    this.#stop = api.on('document', ({ id, head: now }) => {
      if (id === opened.jobId) this.#follow(now);
    });
  }

  /** Throws what `documents.open` throws. */
  static async open(api: StudioApi, id: number, watcher: SessionWatcher): Promise<DocumentSession> {
    const { opened, told } = await openListening(api, id);
    const session = new DocumentSession(api, opened, watcher);
    for (const head of told) session.#follow(head);
    return session;
  }

  /** One of a job that is not done; `showPartial` and `finish` take it further. */
  static unfinished(api: StudioApi, id: number, partial: PartialDocument, watcher: SessionWatcher): DocumentSession {
    const { document, progress } = partial;
    const nothing = { revision: 0, edited: false, conflicts: [], head: '' };
    return new DocumentSession(api, { jobId: id, document, ...nothing, unfinished: { progress } }, watcher);
  }

  get isUnfinished(): boolean {
    return this.state.getState().unfinished !== undefined;
  }

  /** The job got further. What is selected stays so, as far as it is still there. */
  showPartial({ document, progress }: PartialDocument): void {
    if (!this.isUnfinished) return;
    carrySelection(this.document.cues, document.cues);
    this.#shown.rebase(document);
    this.#show({ unfinished: { progress } });
  }

  /** The job is done: its document takes the place of what was shown, and can be changed. Throws what opening throws. */
  async finish(): Promise<void> {
    const { opened, told } = await openListening(this.#api, this.id);
    // What is selected is that of another document once this one is closed.
    if (!this.isUnfinished || this.#isClosed) return;
    carrySelection(this.document.cues, opened.document.cues);
    this.#take({ ...opened, unfinished: undefined });
    for (const head of told) this.#follow(head);
  }

  get id(): number {
    return this.state.getState().jobId;
  }

  get document(): VoxlaneDocument {
    return this.state.getState().document;
  }

  /** Carries operations out as one undo step named `label`. Shown at once; on the disk soon. */
  edit(operations: readonly EditOperation[], label: string): LocalEdit {
    this.flush();
    if (this.isUnfinished) return { kind: 'refused', code: 'nothing-yet', reason: this.#watcher.whyUnfinished() };
    const result = applyOperations(this.document, operations);
    if (result.kind === 'refused') return { kind: 'refused', code: result.code, reason: result.reason };
    if (result.document === this.document) return { kind: 'unchanged' };
    const applied = result.applied.map(({ operation }) => operation);
    const edit = this.#shown.add(applied, label, result.document);
    this.#show({ edited: true });
    void this.#enqueue(() => this.#sendEdit(edit));
    return { kind: 'edited', operations: applied };
  }

  /** Takes the newest step back. */
  undo(): void {
    this.flush();
    if (this.isUnfinished) return;
    void this.#enqueue(() => this.#step('documents.undo'));
  }

  redo(): void {
    this.flush();
    if (this.isUnfinished) return;
    void this.#enqueue(() => this.#step('documents.redo'));
  }

  /** Runs a call that changes the document on the studio's side (clustering again, restoring), then shows the result. */
  async change<Value>(work: () => Promise<Value>): Promise<Value> {
    this.flush();
    if (this.isUnfinished) throw unfinishedError(this.#watcher.whyUnfinished());
    let value: Value | undefined;
    let failure: AppError | undefined;
    await this.#enqueue(async () => {
      try {
        value = await work();
      } catch (error) {
        failure = toAppError(error);
      }
      await this.#reopen();
    });
    if (failure !== undefined) throw failure;
    return value as Value;
  }

  /** Resolves when every edit made so far is on the disk. */
  saved(): Promise<void> {
    this.flush();
    return this.#work;
  }

  /** Text is being typed: `commit` makes an edit of it, before anything else happens. Returns what ends that. */
  holdBurst(commit: () => void): () => void {
    this.flush();
    this.#burst = commit;
    return () => {
      if (this.#burst === commit) this.#burst = undefined;
    };
  }

  /** Makes an edit of what is being typed. Call it before looking at the document to act on it. */
  flush(): void {
    const commit = this.#burst;
    this.#burst = undefined;
    commit?.();
  }

  /** Edits made so far are still sent, also when the studio cannot be reached now. */
  close(): void {
    this.flush();
    this.#closedAt ??= performance.now();
    this.#stop();
  }

  get #isClosed(): boolean {
    return this.#closedAt !== undefined;
  }

  async #sendEdit(edit: WaitingEdit): Promise<void> {
    const { operations, label } = edit;
    for (let first = true; ; first = false) {
      try {
        if (!first && (await this.#wasDone(edit))) return;
        const outcome = await ask(this.#api, 'documents.edit', { id: this.id, operations: [...operations], label });
        if (outcome.kind === 'edited') {
          const known = this.#shown.accept(edit);
          this.#settle(outcome.position);
          return known ? undefined : await this.#reopen();
        }
        this.#shown.drop(edit);
        return await this.#reopen(outcome.kind === 'refused' ? outcome : undefined);
      } catch (error) {
        if (await this.#waitsFor(error, first, PASSING_FOR_EDITS)) continue;
        this.#shown.drop(edit);
        this.#show({});
        throw error;
      }
    }
  }

  /** After a lost connection: whether an edit got through although its answer did not. */
  async #wasDone(edit: WaitingEdit): Promise<boolean> {
    const opened = await ask(this.#api, 'documents.open', { id: this.id });
    if (opened.head === this.#head) return false;
    const again = applyOperations(opened.document, edit.operations);
    const done =
      again.kind === 'applied'
        ? again.document === opened.document
        : canonicalJson(opened.document) === canonicalJson(edit.after);
    if (done) this.#shown.drop(edit);
    this.#take(opened);
    return done;
  }

  async #step(name: 'documents.undo' | 'documents.redo'): Promise<void> {
    for (let first = true; ; first = false) {
      try {
        if (!first) {
          const opened = await ask(this.#api, 'documents.open', { id: this.id });
          // Never twice: another head means that it got through, or that something newer would be taken back.
          if (opened.head !== this.#head) return this.#take(opened);
        }
        return await this.#move(await ask(this.#api, name, { id: this.id }));
      } catch (error) {
        if (!(await this.#waitsFor(error, first))) throw error;
      }
    }
  }

  async #move(outcome: UndoOutcome): Promise<void> {
    if (outcome.kind === 'nothing') return undefined;
    if (outcome.kind === 'refused') return this.#reopen(outcome);
    const document = outcome.kind === 'undone' ? undone(this.#shown.base, outcome) : redone(this.#shown.base, outcome);
    if (document === undefined) {
      this.#heads.answer(outcome.position.head);
      return this.#reopen();
    }
    this.#shown.rebase(document);
    this.#settle(outcome.position);
    return undefined;
  }

  /** Whether to try again, after a while. A user is told once what a lost connection does not show anyway. */
  async #waitsFor(error: unknown, first: boolean, passing = PASSING): Promise<boolean> {
    const { code } = toAppError(error);
    const isLate = this.#closedAt !== undefined && performance.now() - this.#closedAt > LEFT_MS;
    if (isLate || !passing.includes(code)) return false;
    if (first && code !== 'connection-lost') this.#watcher.onError(error);
    this.state.setState({ saving: 'unsaved' });
    setUnsent(this, true);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    return true;
  }

  /** One thing after the other; a failure of one does not stop the next. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#pending += 1;
    if (this.state.getState().saving === 'saved') this.state.setState({ saving: 'saving' });
    this.#work = this.#work
      .then(work)
      .catch(async (error: unknown) => {
        this.#watcher.onError(error);
        // What went wrong is told; a second failure of the same kind would only be told twice.
        await this.#reopen().catch(() => undefined);
      })
      .then(async () => {
        this.#pending -= 1;
        if (this.#pending === 0) setUnsent(this, false);
        if (this.#pending > 0 || this.#isClosed) return;
        if (this.#heads.isForeign) await this.#reopen().catch(this.#watcher.onError);
        if (this.#pending === 0) this.state.setState({ saving: 'saved' });
      });
    return this.#work;
  }

  #settle({ head, ...labels }: EditPosition): void {
    this.#head = head;
    this.#labels = labels;
    this.#heads.answer(head);
    this.#show({ savedAt: Date.now() });
  }

  #follow(head: string | undefined): void {
    if (this.isUnfinished) return;
    const look = this.#heads.event(head, this.#head, this.#pending > 0);
    if (look && this.#pending === 0) void this.#enqueue(() => Promise.resolve());
  }

  async #reopen(refusal?: Refused): Promise<void> {
    this.#heads.look();
    this.#take(await ask(this.#api, 'documents.open', { id: this.id }));
    if (refusal !== undefined) this.#watcher.onRefused(refusal);
  }

  #take({ head, document, ...opened }: OpenedState): void {
    this.#head = head;
    this.#heads.looked(head);
    this.#labels = labelsOf(opened);
    this.#shown.rebase(document);
    this.#show(opened);
  }

  /** Puts what is known now into the state. Edits that wait are newer than any answer. */
  #show(change: { readonly [Key in keyof OpenDocument]?: OpenDocument[Key] }): void {
    const { undoLabel: _undo, redoLabel: _redo, ...rest } = { ...this.state.getState(), ...change };
    const newest = this.#shown.newestLabel;
    const labels = newest === undefined ? this.#labels : { undoLabel: newest };
    this.state.setState({ ...rest, document: this.#shown.shown, ...labels }, true);
  }
}

function unfinishedError(what: string): AppError {
  return new AppError('nothing-yet', { what, meaning: 'Nothing was changed.', action: 'Wait until the job is done.' });
}

function labelsOf({ undoLabel, redoLabel }: Omit<EditPosition, 'head'>): Omit<EditPosition, 'head'> {
  return {
    ...(undoLabel === undefined ? {} : { undoLabel }),
    ...(redoLabel === undefined ? {} : { redoLabel }),
  };
}

function undone(
  document: VoxlaneDocument,
  { inverses }: Extract<UndoOutcome, { kind: 'undone' }>,
): VoxlaneDocument | undefined {
  return inverses && undoOperations(document, inverses);
}

function redone(
  document: VoxlaneDocument,
  { operations }: Extract<UndoOutcome, { kind: 'redone' }>,
): VoxlaneDocument | undefined {
  const result = applyOperations(document, operations);
  return result.kind === 'applied' ? result.document : undefined;
}
