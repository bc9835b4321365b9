/**
 * How patient a client is, in milliseconds. Waits are drawn by chance, so that a thousand clients that lost the service
 * together do not come back together.
 */
export interface SyncTimes {
  /** The longest that a connected client goes without asking, should every push be lost; drawn from half of it to all of it. */
  readonly checkEvery: number;
  /** The same while no connection can be had. */
  readonly pollEvery: number;
  /** Both while nobody looks: coming back to the page asks at once, so only what is kept ready ages. */
  readonly checkEveryHidden: number;
  readonly pollEveryHidden: number;
  /** How long a head seen in a header may wait for its push before the push counts as lost. */
  readonly pushGrace: number;
  /** The first wait after the API failed; doubles up to `retryAtMost`, each drawn from half of it to all of it. */
  readonly retryFirst: number;
  readonly retryAtMost: number;
  /** After losing the connection a client returns at a moment drawn from this long (full jitter); doubles with each failure. */
  readonly reconnectWithin: number;
  readonly reconnectAtMost: number;
  /** Full reads that a new epoch calls for are spread over this long: everyone hears of it at once. */
  readonly fullReadWithin: number;
  /** A connection that lasted this long was a good one: the next failure is the first again. */
  readonly goodConnection: number;
  /** After this many failures to connect, a client whose API answers calls itself polling. */
  readonly pollingAfter: number;
  /** How much longer than its own rhythm a tab trusts the one that leads, before it looks for itself. */
  readonly leaderGrace: number;
}

export const defaultTimes: SyncTimes = {
  checkEvery: 25_000,
  pollEvery: 5_000,
  checkEveryHidden: 120_000,
  pollEveryHidden: 60_000,
  pushGrace: 1_500,
  retryFirst: 500,
  retryAtMost: 15_000,
  reconnectWithin: 2_000,
  reconnectAtMost: 30_000,
  fullReadWithin: 1_000,
  goodConnection: 5_000,
  pollingAfter: 2,
  leaderGrace: 2_000,
};

/**
 * No more than this is taken from a `Retry-After`, in milliseconds: a client that is told to come back tomorrow would show
 * what is long past, even to one who looks again, and what says so may be a proxy's page, or a wrong clock.
 */
export const retryAfterAtMost = 600_000;

const half = (whole: number, chance: number): number => whole * (0.5 + 0.5 * chance);

const doubled = (first: number, times: number, most: number): number =>
  Math.min(most, first * 2 ** Math.min(Math.max(times, 0), 20));

export function rhythm(times: SyncTimes, connected: boolean, hidden: boolean): number {
  if (hidden) return connected ? times.checkEveryHidden : times.pollEveryHidden;
  return connected ? times.checkEvery : times.pollEvery;
}

export const slowWait = (times: SyncTimes, connected: boolean, hidden: boolean, chance: number): number =>
  half(rhythm(times, connected, hidden), chance);

export const retryWait = (times: SyncTimes, failures: number, chance: number): number =>
  half(doubled(times.retryFirst, failures - 1, times.retryAtMost), chance);

export const reconnectWait = (times: SyncTimes, failures: number, chance: number): number =>
  doubled(times.reconnectWithin, failures, times.reconnectAtMost) * chance;
