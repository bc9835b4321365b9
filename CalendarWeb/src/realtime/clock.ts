/** Time as the sync engine sees it, so that tests can hold it. */
export interface Clock {
  /** Milliseconds that only grow; from where they count means nothing. */
  now(): number;
  /** Runs `action` once after `milliseconds`; the answer calls it off. */
  after(milliseconds: number, action: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
