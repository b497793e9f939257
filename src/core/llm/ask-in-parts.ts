/** Up to this share of bad items, only they are asked for again. */
const FEW = 1 / 3;
const RETRY_TEMPERATURE = 0.3;

/** What an attempt left: the items still without a usable answer, and whether fewer at once may do better. */
export interface Attempted<Item> {
  readonly bad: readonly Item[];
  readonly smaller: boolean;
}

/**
 * Asks for several things at once and does not give up early: all of them twice, then what is bad by itself, then halves
 * down to single ones, with `mostCalls` calls at most. Rejects as `ask` does.
 */
export async function askInParts<Item>(
  items: readonly Item[],
  ask: (asked: readonly Item[], temperature: number) => Promise<Attempted<Item>>,
  mostCalls: number,
): Promise<void> {
  let calls = 0;

  async function settle(asked: readonly Item[]): Promise<void> {
    let pending = asked;
    for (const temperature of [0, RETRY_TEMPERATURE]) {
      if (pending.length === 0 || calls >= mostCalls) return;
      calls++;
      const { bad, smaller } = await ask(pending, temperature);
      const isFew = bad.length < pending.length * FEW;
      pending = bad;
      if (smaller || isFew) break;
    }
    if (pending.length === 0 || asked.length === 1) return;
    if (pending.length < asked.length) return settle(pending);
    const half = Math.ceil(pending.length / 2);
    await settle(pending.slice(0, half));
    await settle(pending.slice(half));
  }

  await settle(items);
}
