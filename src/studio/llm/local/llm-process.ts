import type { LocalRung } from '../../../core/llm/local-rungs.ts';
import type { LlmReply, LlmRequest } from '../../../core/ports/llm.ts';
import { EngineClient } from '../../../engine/host/engine-client.ts';
import type { WorkerSpec } from '../../../engine/host/worker-process.ts';
import { type LlmJobs, llmPolicies, type LocalLlmOpened } from '../../../engine/protocol/llm-jobs.ts';
import { claimableGpuMemory, type GpuLease, leaseGpu } from '../../../platform/devices/gpu-leases.ts';

/** Another job may need its card this long; after that the model is tried all the same, and steps down if it has to. */
const LEASE_WAIT_MS = 5 * 60_000;
/** Share of what is free on a GPU that a model which does not fit whole takes for a part of its layers. */
const PART_OF_FREE = 0.9;
/** A slow disk reads 25 MB/s; drivers compile their kernels while a model is loaded. */
const DISK_BYTES_PER_MS = 25_000;
const LEAST_OPEN_MS = 120_000;
/** A large model on a slow processor reads a long prompt for minutes and writes a token a second. */
const ANSWER_MS = 3_600_000;
/** The model works on threads of its own, so its process says that it lives; loading drivers may silence it for a while. */
const SILENT_MS = 120_000;

/** The process of a language model, and its place on a GPU. It is started by `open`, and again by the next one. */
export class LlmProcess {
  readonly #client: EngineClient<LlmJobs>;
  readonly #threads: number;
  #lease: GpuLease | undefined;
  #opened: { readonly rung: LocalRung; readonly generation: number; readonly answer: LocalLlmOpened } | undefined;

  constructor(workers: WorkerSpec, threads: number) {
    this.#client = new EngineClient<LlmJobs>(workers, llmPolicies, { heartbeatTimeoutMs: SILENT_MS });
    this.#threads = threads;
  }

  /** What is loaded, while the process lives. */
  get opened(): LocalLlmOpened | undefined {
    return this.#isOpen ? this.#opened?.answer : undefined;
  }

  get pid(): number | undefined {
    return this.#client.pid;
  }

  /** Loads a model, in a new process unless that very rung is loaded. Rejects with what loading throws. */
  async open(rung: LocalRung, bytes: number, needBytes: number, signal: AbortSignal): Promise<LocalLlmOpened> {
    if (this.#isOpen && this.#opened?.rung === rung) return this.#opened.answer;
    await this.stop();
    if (rung.gpu !== false) this.#lease = await leaseFor(needBytes, signal);
    await this.#client.start();
    this.#lease?.heldBy(this.#client.pid);
    const spec = { path: rung.path, gpu: rung.gpu, contextTokens: rung.contextTokens, threads: this.#threads };
    const deadlineMs = LEAST_OPEN_MS + bytes / DISK_BYTES_PER_MS;
    const answer = await this.#client.jobs.open({ spec }, { signal, deadlineMs });
    this.#opened = { rung, generation: this.#client.generation, answer };
    if (answer.device === 'cpu') await this.#release();
    else await this.#lease?.loaded();
    return answer;
  }

  /** One answer of what is loaded. The first of a piece of work is read as if nothing had been asked before. */
  complete(
    request: LlmRequest,
    seed: number,
    isFirst: boolean,
    signal: AbortSignal,
    onChunk: (chunk: string) => void,
  ): Promise<LlmReply> {
    const on = ({ chunk }: { readonly chunk: string }): void => onChunk(chunk);
    return this.#client.jobs.complete({ request, seed, isFirst }, { signal, on, deadlineMs: ANSWER_MS });
  }

  /** Says in the book of leases whether the model is only held in case it is asked again. */
  yields(on: boolean): void {
    this.#lease?.yields(on);
  }

  /** Whether another process waits for the GPU that this one is on. */
  get isWanted(): boolean {
    return this.#lease?.isWanted() === true;
  }

  /** Ends the process, which frees its memory; `open` starts another. Rejects when its end was not seen. */
  async stop(): Promise<void> {
    this.#opened = undefined;
    await this.#client.stop();
    this.#client.reset();
    await this.#release();
  }

  /** `stop` for good. */
  async dispose(): Promise<void> {
    await this.#client.shutdown();
    await this.#release();
  }

  get #isOpen(): boolean {
    return this.#client.state === 'ready' && this.#opened?.generation === this.#client.generation;
  }

  async #release(): Promise<void> {
    const lease = this.#lease;
    this.#lease = undefined;
    await lease?.release();
  }
}

/** A place for the model, or for the part of it that fits. `undefined` where no GPU can be asked about its memory. */
async function leaseFor(needBytes: number, signal: AbortSignal): Promise<GpuLease | undefined> {
  const free = Math.max(0, ...(await claimableGpuMemory()).map(({ freeBytes }) => freeBytes));
  if (free === 0) return undefined;
  return leaseGpu({ needBytes: Math.min(needBytes, free * PART_OF_FREE), signal, waitMs: LEASE_WAIT_MS });
}
