/**
 * Makes a function that has something looked at, one look at a time. Asked for while one runs, another one follows, so that
 * the last answer is the newest. `look` must not reject; nothing is looked at once `signal` is aborted.
 */
export function lookInTurn(signal: AbortSignal, look: () => Promise<void>): () => void {
  let isLooking = false;
  let again = false;
  const run = async (): Promise<void> => {
    isLooking = true;
    do {
      again = false;
      await look();
    } while (again && !signal.aborted);
    isLooking = false;
  };
  return () => {
    if (isLooking) again = true;
    else void run();
  };
}
