/** Time as the sync engine sees it, so that tests can hold it. */
export interface Clock {
  /** Milliseconds that only grow; from where they count means nothing. */
  now(): number;
  /** Runs `action` once after `milliseconds`, or earlier where it cannot wait so long; the answer calls it off. */
  after(milliseconds: number, action: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

/** `setTimeout` counts in 32 bits: what is more goes off at once. */
const longestTimer = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    // Whoever is woken early looks at the time, and waits again.
    const timer = setTimeout(action, Math.min(milliseconds, longestTimer));
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
