/** Time as the sync engine sees it, so that tests can hold it. */
export interface Clock {
  /** Runs `action` once after `milliseconds`; the answer calls it off. */
  after(milliseconds: number, action: () => void): () => void;
  random(): number;
}

export const realClock: Clock = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
