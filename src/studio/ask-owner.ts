import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callPatience } from '../contract/call-patience.ts';
import type { CallName } from '../contract/contract.ts';
import type { LanguageProgress } from '../contract/language-calls.ts';
import type { Reply } from '../contract/reply.ts';
import { cancelled, toAppError } from '../shared/app-error.ts';
import type { Logger } from '../shared/logger.ts';
import { ownerVanished, type PostedLetter, postLetter, stillAtWork } from './mailbox.ts';
import { Studio } from './studio.ts';

const POLL_MS = 50;
/** Work that takes minutes is looked after less often. */
const SLOW_POLL_MS = 200;
/** An owner that does not take a letter within this time does not serve its mailbox. */
const PATIENCE_MS = 15_000;
/** An owner that took one and lives may need longer for what was asked. */
const WORK_MS = 300_000;
/** How long work that was told to stop may take to keep what is finished. */
const STOPPING_MS = 30_000;

/** Calls that take long, whose sender hears how far they are, and which go on where an owner that ended left them. */
const FOLLOWED: ReadonlySet<CallName> = new Set<CallName>([
  'language.translate',
  'language.classify',
  'language.summarize',
  'language.alternatives',
]);

export interface OwnerQuestion {
  /** Folder of the library. */
  readonly home: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Told how far the work of a language model is, whoever does it. */
  readonly onProgress: (progress: LanguageProgress) => void;
}

/**
 * Asks the owner of a library, which is this process when nobody has it open. Throws `store-locked` when the owner does not
 * answer, `timed-out` when it ended or went silent at work that may not be done twice, and what opening a library throws.
 */
export function askOwner(question: OwnerQuestion, name: CallName, input: unknown): Promise<Reply<unknown>> {
  return FOLLOWED.has(name) ? new FollowedQuestion(question, name, input).ask() : askOnce(question, name, input);
}

async function askOnce({ home, log, signal }: OwnerQuestion, name: CallName, input: unknown): Promise<Reply<unknown>> {
  const started = performance.now();
  let letter: PostedLetter | undefined;
  let taken = false;
  for (;;) {
    const reply = await letter?.takeReply();
    if (reply !== undefined) return reply;
    try {
      const studio = await Studio.open({ home, log, patienceMs: 0 });
      try {
        // A letter that its owner took before it ended may have been carried out: twice would be wrong.
        if (letter !== undefined && !(await letter.takeBack())) {
          const late = await letter.takeReply();
          if (late === undefined) throw ownerVanished(home);
          return late;
        }
        return await studio.handle({ name, input }, signal);
      } finally {
        await studio.close();
      }
    } catch (error) {
      if (toAppError(error).code !== 'store-locked') throw error;
      const waited = performance.now() - started;
      if (letter === undefined) {
        if (signal.aborted) throw cancelled(signal.reason);
      } else if (signal.aborted || waited > PATIENCE_MS) {
        // Taken back, nothing will be done; not there any more, the owner has it and will.
        taken ||= !(await letter.takeBack());
        if (!taken) throw signal.aborted ? cancelled(signal.reason) : error;
        if (signal.aborted || waited > WORK_MS) throw stillAtWork(home);
      }
    }
    letter ??= await postLetter(home, { name, input });
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** One question whose work is followed. What is finished of it is kept wherever it ends, so asking again pays for nothing twice. */
class FollowedQuestion {
  readonly #question: OwnerQuestion;
  readonly #name: CallName;
  readonly #input: unknown;
  /** Tells the events of this call from those of others. */
  readonly #call: string;
  #letter: PostedLetter | undefined;
  #taken = false;
  #heardMs = performance.now();
  #stoppedMs: number | undefined;

  constructor(question: OwnerQuestion, name: CallName, input: unknown) {
    this.#question = question;
    this.#name = name;
    const call = randomUUID();
    this.#input = { call, ...(input as object) };
    this.#call = (this.#input as { readonly call: string }).call;
  }

  async ask(): Promise<Reply<unknown>> {
    const { signal } = this.#question;
    for (;;) {
      await this.#listen();
      const reply = await this.#takeReply();
      if (reply !== undefined && !this.#isOwnersEnd(reply)) return reply;
      if (reply !== undefined) this.#drop();
      const own = await this.#doMyself();
      if (own !== undefined) return own;
      this.#letter ??= await postLetter(this.#question.home, { name: this.#name, input: this.#input, follow: true });
      await this.#wait();
      if (signal.aborted) await this.#stop();
    }
  }

  async #takeReply(): Promise<Reply<unknown> | undefined> {
    const reply = await this.#letter?.takeReply();
    if (reply === undefined) return undefined;
    // What was told last came before the answer.
    await this.#listen();
    await this.#letter?.forget();
    return reply;
  }

  async #listen(): Promise<void> {
    const sign = await this.#letter?.takeSign();
    if (sign === undefined) return;
    this.#heardMs = performance.now();
    this.#taken = true;
    this.#question.onProgress(sign as LanguageProgress);
  }

  /** Whether the work ended because its owner did, and goes on elsewhere. */
  #isOwnersEnd(reply: Reply<unknown>): boolean {
    return !reply.ok && reply.error.code === 'cancelled' && !this.#question.signal.aborted;
  }

  #drop(): void {
    this.#letter = undefined;
    this.#taken = false;
    this.#heardMs = performance.now();
  }

  /** Does the work in this process, which others can reach meanwhile, unless somebody else has the library. */
  async #doMyself(): Promise<Reply<unknown> | undefined> {
    const { home, log, signal, onProgress } = this.#question;
    let studio: Studio;
    try {
      studio = await Studio.open({ home, log, patienceMs: 0 });
    } catch (error) {
      if (toAppError(error).code !== 'store-locked') throw error;
      await this.#refuseSilence(error);
      return undefined;
    }
    try {
      if (this.#letter !== undefined && !(await this.#letter.takeBack())) {
        // Its owner has ended: what it finished is in the document or beside it.
        const late = await this.#takeReply();
        if (late === undefined) await this.#letter.forget();
        if (late !== undefined && !this.#isOwnersEnd(late)) return late;
      }
      this.#drop();
      studio.serve();
      studio.on('language', (event) => {
        if (event.call === this.#call) onProgress(event);
      });
      return await studio.handle({ name: this.#name, input: this.#input }, signal);
    } finally {
      await studio.close();
    }
  }

  /** Gives up on an owner that does not take letters, or is silent at its work. */
  async #refuseSilence(locked: unknown): Promise<void> {
    const { home, signal } = this.#question;
    if (this.#letter === undefined) {
      if (signal.aborted) throw cancelled(signal.reason);
      return;
    }
    const silentMs = performance.now() - this.#heardMs;
    if (!this.#taken && silentMs > PATIENCE_MS) {
      this.#taken = !(await this.#letter.takeBack());
      if (!this.#taken) throw locked;
    }
    if (this.#taken && silentMs > callPatience[this.#name].ms) throw stillAtWork(home);
  }

  /** Has the owner stop, and waits for what it says then. */
  async #stop(): Promise<void> {
    const { signal } = this.#question;
    if (this.#letter === undefined || (await this.#letter.takeBack())) throw cancelled(signal.reason);
    if (this.#stoppedMs === undefined) {
      this.#stoppedMs = performance.now();
      await this.#letter.stop();
    } else if (performance.now() - this.#stoppedMs > STOPPING_MS) throw stillAtWork(this.#question.home);
  }

  async #wait(): Promise<void> {
    const ms = this.#taken ? SLOW_POLL_MS : POLL_MS;
    // Who waits for the end of what was stopped waits on.
    const signal = this.#stoppedMs === undefined ? this.#question.signal : undefined;
    await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}
