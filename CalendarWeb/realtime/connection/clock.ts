/** The clock of the sync engine; tests replace it. */
export interface Clock {
  /** Milliseconds that never decrease, from an arbitrary start. */
  now(): number;
  /** Runs `action` once after `milliseconds`, or earlier if the timer cannot wait that long. Call the result to cancel it. */
  after(milliseconds: number, action: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

/** `setTimeout` counts in 32 bits: a longer time would fire at once. */
const longestTimer = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    // If the timer fires early, the caller compares the time and waits again.
    const timer = setTimeout(action, Math.min(milliseconds, longestTimer));
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
