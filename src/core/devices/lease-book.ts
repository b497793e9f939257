/** Memory of a GPU that a model has, is getting or waits for. */
export interface Lease {
  readonly id: string;
  /** The process that holds it; see `processTag`. */
  readonly owner: string;
  /** The process that has the model in memory, once there is one: the lease lasts as long as that does. */
  readonly holder?: string | undefined;
  readonly gpu: string;
  readonly needBytes: number;
  /** `loading` counts against the memory that is free; what is `loaded` is missing there already. */
  readonly state: 'waiting' | 'loading' | 'loaded';
  /** True while nobody uses the model: it goes as soon as somebody waits for its GPU. */
  readonly yields?: boolean | undefined;
}

/** A GPU as it was just asked about. */
export interface GpuRoom {
  readonly name: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
}

const GIB = 1024 ** 3;
/** Cards below this hold one heavy model at a time: a second would fail, or push the first out. */
const SMALL_CARD_BYTES = 12 * GIB;
const HEAVY_BYTES = GIB;

/** True when the card could hold the model if it were empty. */
export function couldHold(room: GpuRoom, needBytes: number): boolean {
  return needBytes <= room.totalBytes;
}

/**
 * Whether a waiting lease of the book may load now: it is the first that waits for its GPU, nothing else is being loaded
 * there, its need is free, and on a small card no other heavy model is held.
 */
export function mayLoad(book: readonly Lease[], id: string, room: GpuRoom): boolean {
  const here = book.filter((lease) => lease.gpu === room.name);
  const wish = here.find((lease) => lease.state === 'waiting');
  if (wish?.id !== id || here.some((lease) => lease.state === 'loading')) return false;
  const heavy = (lease: Lease): boolean => lease.needBytes >= HEAVY_BYTES;
  if (room.totalBytes < SMALL_CARD_BYTES && heavy(wish) && here.some((one) => one.state === 'loaded' && heavy(one)))
    return false;
  return wish.needBytes <= room.freeBytes;
}

/**
 * Whether a loaded model whose lease was lost from the book may stay where it is: nobody else loads there, and on a small
 * card nobody else holds a heavy model.
 */
export function mayStay(book: readonly Lease[], lost: Lease, room: Omit<GpuRoom, 'freeBytes'>): boolean {
  const others = book.filter((lease) => lease.gpu === room.name && lease.id !== lost.id);
  if (others.some(({ state }) => state === 'loading')) return false;
  const isAlone = room.totalBytes < SMALL_CARD_BYTES && lost.needBytes >= HEAVY_BYTES;
  return !isAlone || !others.some(({ state, needBytes }) => state === 'loaded' && needBytes >= HEAVY_BYTES);
}

/** Whether somebody waits for the GPU of a lease. */
export function isWanted(book: readonly Lease[], id: string): boolean {
  const own = book.find((lease) => lease.id === id);
  return book.some((lease) => lease.id !== id && lease.gpu === own?.gpu && lease.state === 'waiting');
}

/** The GPU with what those would leave to others who only hold their model in case it is asked again. */
export function withYielding<Room extends GpuRoom>(room: Room, book: readonly Lease[]): Room {
  const yielding = book.filter((lease) => lease.gpu === room.name && lease.yields === true);
  const bytes = yielding.reduce((sum, { needBytes }) => sum + needBytes, 0);
  return { ...room, freeBytes: Math.min(room.totalBytes, room.freeBytes + bytes) };
}

/**
 * The book without the leases of processes that have ended. A model is in memory until its own process has ended, whether
 * or not that which asked for it is still there.
 */
export function withoutDead(book: readonly Lease[], isRunning: (owner: string) => boolean): readonly Lease[] {
  return book.filter((lease) => isRunning(lease.holder ?? lease.owner));
}
