/**
 * The times of a client, in milliseconds. Waits are random, so that a thousand clients that lost the service
 * together do not come back together.
 */
export interface SyncTimes {
  /** The longest time between two requests of a connected client, even if every push is lost; each wait is between half of it and all of it. */
  readonly checkEvery: number;
  /** The same without a connection. */
  readonly pollEvery: number;
  /** Both in a hidden page: becoming visible makes a request at once, so only unseen data gets old. */
  readonly checkEveryHidden: number;
  readonly pollEveryHidden: number;
  /** How long to wait for the push of a head seen in a header before the push counts as lost. */
  readonly pushGrace: number;
  /** The first wait after the API failed; it doubles up to `retryAtMost`. Each wait is between half of it and all of it. */
  readonly retryFirst: number;
  readonly retryAtMost: number;
  /** After losing the connection, a client reconnects after a random part of this time (full jitter); it doubles with each failure. */
  readonly reconnectWithin: number;
  readonly reconnectAtMost: number;
  /** Full reads because of a new epoch are spread over this time, because all clients learn of it at once. */
  readonly fullReadWithin: number;
  /** A connection that lasted this long was good: the next failure counts as the first. */
  readonly goodConnection: number;
  /** After this many failures to connect, the connection state is `polling` if the API answers. */
  readonly pollingAfter: number;
  /** How much longer than its own rhythm a tab waits for the leader before it makes its own requests. */
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
 * The longest `Retry-After` that is obeyed, in milliseconds. A longer one probably comes from a proxy's error page or a wrong
 * clock, and the client would show stale data for all that time.
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
