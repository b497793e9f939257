/** Makes a function that does one thing after the other, whatever becomes of the one before; each caller is told of its own. */
export function takeTurns(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    // Whoever asked is told; the next one does not depend on it.
    last = mine.catch(() => undefined);
    return mine;
  };
}
