import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  couldHold,
  type GpuRoom,
  isWanted,
  type Lease,
  mayLoad,
  mayStay,
  withoutDead,
  withYielding,
} from '../../core/devices/lease-book.ts';
import { AppError, cancelled } from '../../shared/app-error.ts';
import { isRunning, processTag } from '../process/process-start.ts';
import { leasesFolder } from '../storage/folders.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { takeOwnership } from '../store/owner-lock.ts';
import { writeFileAtomic } from '../text/atomic-write.ts';
import { forgetGpuMemory, type GpuMemory, gpuMemory } from './gpu-memory.ts';

export interface LeaseWish {
  readonly needBytes: number;
  readonly signal: AbortSignal;
  /** Longest time to wait for others, in milliseconds. */
  readonly waitMs: number;
  /** The GPUs as they are now; this machine's when left out. */
  readonly rooms?: () => Promise<readonly GpuRoom[]>;
}

/**
 * Memory of a GPU that this process, or one that it starts for the model, may fill. It ends with that process, whatever
 * becomes of the rest.
 */
export interface GpuLease {
  /** Name of the GPU. */
  readonly gpu: string;
  /** The model will be in the memory of this process: until that has ended, nobody gets the place. */
  heldBy(pid: number | undefined): void;
  /** The model is in memory: what is free shows it from now on, and the next may load. */
  loaded(): Promise<void>;
  /**
   * Looks into the book. `retaken`: the lease was gone from it (somebody removed the file), and stands there again. `lost`: it was, and
   * another has the place meanwhile; the model has to go, and to wait for a new lease.
   */
  check(): Promise<'held' | 'retaken' | 'lost'>;
  /** Whether nobody uses the model now: others then count its memory as theirs, and `isWanted` says when they come for it. */
  yields(on: boolean): void;
  /** Whether somebody waits for this GPU now. */
  isWanted(): boolean;
  /** Call it when the process that held the model is gone: only then is its memory free. */
  release(): Promise<void>;
}

const leaseSchema = z.strictObject({
  id: z.string().max(64),
  owner: z.string().max(64),
  holder: z.string().max(64).optional(),
  gpu: z.string().max(200),
  needBytes: z.number().nonnegative(),
  state: z.enum(['waiting', 'loading', 'loaded']),
  yields: z.boolean().optional(),
});
const bookSchema = z.array(leaseSchema).max(1000);

const POLL_MS = 250;
/** The book is held for the time of one small write. */
const BOOK_MS = 5000;
const BOOK_POLL_MS = 15;

/**
 * Waits until a GPU has room for a model, in turn with all processes of this user. `undefined` when none has by `waitMs`,
 * none could ever have, or a GPU's memory cannot be asked about. Throws `cancelled`.
 */
export async function leaseGpu({
  needBytes,
  signal,
  waitMs,
  rooms = gpuMemory,
}: LeaseWish): Promise<GpuLease | undefined> {
  signal.throwIfAborted();
  const gpu = (await rooms()).filter((room) => couldHold(room, needBytes)).sort((a, b) => b.freeBytes - a.freeBytes)[0];
  if (gpu === undefined) return undefined;
  const id = randomUUID();
  const owner = processTag(process.pid) ?? '';
  const wish: Lease = { id, owner, gpu: gpu.name, needBytes, state: 'waiting' };
  const drop = (): Promise<void> => changeBook((book) => book.filter((lease) => lease.id !== id));
  let holder: string | undefined;
  let yields: true | undefined;
  const set = (state: Lease['state']): Promise<void> =>
    changeBook((book) => book.map((lease) => (lease.id === id ? { ...lease, holder, state, yields } : lease)));
  await changeBook((book) => [...book, wish]);
  const endAtMs = performance.now() + waitMs;
  try {
    while (!(await mine(id, gpu.name, rooms))) {
      if (performance.now() >= endAtMs) {
        await drop();
        return undefined;
      }
      await sleep(POLL_MS, undefined, { signal });
    }
  } catch (error) {
    await drop();
    if (signal.aborted) throw cancelled(signal.reason);
    throw error;
  }
  let noted = Promise.resolve();
  return {
    gpu: gpu.name,
    heldBy(pid) {
      holder = pid === undefined ? undefined : processTag(pid);
      // A book that cannot be written now is written by the next word.
      noted = set('loading').catch(() => undefined);
    },
    async loaded() {
      forgetGpuMemory();
      await noted;
      await set('loaded');
    },
    async check() {
      let state: 'held' | 'retaken' | 'lost' = 'held';
      const mine: Lease = { ...wish, holder, state: 'loaded', yields };
      await changeBook((book) => {
        if (book.some((lease) => lease.id === id)) return book;
        state = mayStay(book, mine, gpu) ? 'retaken' : 'lost';
        return state === 'retaken' ? [...book, mine] : book;
      });
      return state;
    },
    yields(on) {
      yields = on ? true : undefined;
      noted = noted.then(() => set('loaded')).catch(() => undefined);
    },
    isWanted: () => isWanted(withoutDead(readBook(leasesFolder()), isRunning), id),
    async release() {
      forgetGpuMemory();
      await noted;
      await drop();
    },
  };
}

/** As `gpuMemory`, where memory of models that go as soon as somebody waits counts as free. */
export async function claimableGpuMemory(): Promise<readonly GpuMemory[]> {
  const rooms = await gpuMemory();
  if (rooms.length === 0) return rooms;
  const book = withoutDead(readBook(leasesFolder()), isRunning);
  return rooms.map((room) => withYielding(room, book));
}

/** Takes the room for a waiting lease when it is its turn. */
async function mine(id: string, gpu: string, rooms: () => Promise<readonly GpuRoom[]>): Promise<boolean> {
  const room = (await rooms()).find(({ name }) => name === gpu);
  let taken = false;
  if (room === undefined) return false;
  await changeBook((book) => {
    taken = mayLoad(book, id, room);
    return taken ? book.map((lease) => (lease.id === id ? { ...lease, state: 'loading' } : lease)) : book;
  });
  return taken;
}

/** Changes the book that all processes share; leases of ended processes go first. */
async function changeBook(change: (book: readonly Lease[]) => readonly Lease[]): Promise<void> {
  const folder = leasesFolder();
  await makeFolder(folder);
  const lock = await holdBook(folder);
  try {
    const before = readBook(folder);
    const after = change(withoutDead(before, isRunning));
    await writeFileAtomic(join(folder, 'leases.json'), JSON.stringify(after));
  } finally {
    lock.release();
  }
}

async function holdBook(folder: string): Promise<ReturnType<typeof takeOwnership>> {
  const endAtMs = performance.now() + BOOK_MS;
  for (;;) {
    try {
      return takeOwnership(folder);
    } catch (error) {
      const busy = error instanceof AppError && error.code === 'store-locked';
      if (!busy || performance.now() >= endAtMs) throw error;
    }
    await sleep(BOOK_POLL_MS);
  }
}

/** A book that cannot be read is an empty one: what it said is then seen as memory that is not free. */
function readBook(folder: string): readonly Lease[] {
  try {
    return bookSchema.parse(JSON.parse(readFileSync(join(folder, 'leases.json'), 'utf8')));
  } catch {
    return [];
  }
}
