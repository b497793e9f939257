/** Monotonic milliseconds, unaffected by changes of the wall clock. */
export interface Clock {
  nowMs(): number;
}
