import type { FullRead, Reading, Replica } from './replica.ts';
import { emptyReplica } from './replica.ts';
import type { SyncTimes } from './syncTimes.ts';
import type { Changes, ChangesPage, Position, Reload } from './wire.ts';

/**
 * What a person is told. `live`: pushes arrive. `reconnecting`: a short gap. `polling`: no connection can be had, the
 * API is asked every few seconds. `offline`: neither answers; what is shown may be old.
 */
export type ConnectionState = 'live' | 'reconnecting' | 'polling' | 'offline';

/** The connection as the tab that holds it tells the others, and how far it has come. */
export interface LeaderStatus {
  readonly position: Position | undefined;
  readonly connected: boolean;
  readonly linkFailures: number;
  readonly polls: boolean;
  readonly reachable: boolean;
  /** Milliseconds since the API last told it how things stand. */
  readonly age: number;
}

/** What can happen to a client. */
export type SyncInput =
  /** With `leads` false another tab may hold the connection; this one waits to be told (`role`, `led`). */
  | { readonly kind: 'started'; readonly leads: boolean }
  /** The connection is open, and this user's membership in the tenant's group came before it. */
  | { readonly kind: 'connected' }
  /** `retryAfter` in milliseconds, where the refusal named it; `tokenRefused` on 401. */
  | { readonly kind: 'connectFailed'; readonly tokenRefused?: boolean; readonly retryAfter?: number | undefined }
  /** The service closes connections whose token has expired (`tokenExpired`): nothing is wrong then. */
  | { readonly kind: 'lost'; readonly tokenExpired: boolean }
  | { readonly kind: 'pushed'; readonly reload: Reload }
  /** Any answer of the API named the tenant's head. */
  | { readonly kind: 'observed'; readonly head: Position }
  /** A write of this client, or of another tab, was answered with these items; `head` is its own version. */
  | { readonly kind: 'written'; readonly head: Position; readonly changes: Changes }
  /** `flight` is the number of the request: answers to given-up ones are let go. `local`: another tab gave it. */
  | { readonly kind: 'changesAnswered'; readonly flight: number; readonly page: ChangesPage; readonly local?: boolean }
  | { readonly kind: 'changesExpired'; readonly flight: number }
  | { readonly kind: 'fullReadAnswered'; readonly flight: number; readonly read: FullRead }
  | { readonly kind: 'failed'; readonly flight: number; readonly retryAfter?: number | undefined }
  /** The front end begins to read by itself, and has read (or given up). */
  | { readonly kind: 'readingBegan'; readonly id: number }
  | { readonly kind: 'readingEnded'; readonly id: number; readonly reading?: Reading | undefined }
  /** The machine woke, the network came back, somebody looks again: what was waited for may be had now. */
  | { readonly kind: 'woke' }
  | { readonly kind: 'hidden'; readonly hidden: boolean }
  /** This tab is to hold the connection, or no longer. */
  | { readonly kind: 'role'; readonly leads: boolean }
  /** The tab that holds the connection says how things stand. */
  | { readonly kind: 'led'; readonly status: LeaderStatus }
  /** Another tab of this browser was answered with a whole catch-up. */
  | { readonly kind: 'heard'; readonly page: ChangesPage }
  /** It is time to look whether something is due. */
  | { readonly kind: 'tick' };

/** What a client is to do. What it is to show is in the state: `shown`, {@link connectionOf}. */
export type SyncEffect =
  /** Negotiate and connect. Never two at once. */
  | { readonly kind: 'connect' }
  | { readonly kind: 'disconnect' }
  /** Ask for a new token with the next negotiation. */
  | { readonly kind: 'renewToken' }
  /**
   * Ask for one page of changes; at most one request of this kind or `readAll` is under way. `headFirst`: nothing is known to
   * be newer, so the head is asked first. `local`: another tab of this browser has it.
   */
  | {
      readonly kind: 'pullChanges';
      readonly flight: number;
      readonly since: string;
      readonly sinceVersion: number;
      readonly position: Position;
      readonly headFirst: boolean;
      readonly local: boolean;
    }
  /** Read the head first, then all data. */
  | { readonly kind: 'readAll'; readonly flight: number }
  /** A whole catch-up, for the other tabs. */
  | { readonly kind: 'share'; readonly page: ChangesPage };

interface CatchUp {
  readonly replica: Replica;
  /** What was gathered, page by page. */
  readonly pages: readonly ChangesPage[];
  /** It began with a full read. */
  readonly isReset: boolean;
}

/** All that a client remembers between two inputs. */
export interface SyncState {
  readonly shown: Replica;
  /** A catch-up under way, shown when it is whole. */
  readonly catchUp: CatchUp | undefined;
  /** Whether this tab is the one that connects. */
  readonly leads: boolean;
  readonly link: 'down' | 'connecting' | 'up';
  readonly linkUpSince: number;
  readonly linkFailures: number;
  /** When to connect again; undefined when connected, connecting or not started. */
  readonly connectAt: number | undefined;
  /** Whether the service itself named the time in `connectAt`. */
  readonly connectToldToWait: boolean;
  /** Whether connecting has failed so often that the state says so. */
  readonly polls: boolean;
  readonly flight: 'none' | 'changes' | 'fullRead';
  readonly flightNumber: number;
  readonly needsFullRead: boolean;
  /** Something may have been missed, whatever the versions say. `maybe`: only the clock says so. */
  readonly mustAsk: 'no' | 'maybe' | 'likely';
  /** Whether the last answer brought nothing: then the next probably brings nothing either. */
  readonly isQuiet: boolean;
  /** The highest version heard of in the epoch that is held, and how far another tab is known to be. */
  readonly wanted: number;
  readonly leaderAt: number;
  /** A head seen in a header whose push may still be under way. */
  readonly rumour: { readonly version: number; readonly until: number } | undefined;
  /** Requests in a row that brought nothing. */
  readonly failures: number;
  /** No request before this; undefined when one may go at once. */
  readonly askAt: number | undefined;
  readonly toldToWait: boolean;
  /** The next slow check. */
  readonly checkAt: number | undefined;
  /** When the API last told how things stand. */
  readonly answeredAt: number;
  /** Versions after the position whose content is merged already: writes of this browser's tabs. */
  readonly held: ReadonlySet<number>;
  /** Whether the API answered last time: this tab, and the one that leads. */
  readonly reachable: boolean;
  readonly leaderReachable: boolean;
  readonly hidden: boolean;
  /** Readings of the front end under way: what was shown when each began. */
  readonly readings: ReadonlyMap<number, Position>;
}

export const initialState: SyncState = {
  shown: emptyReplica,
  catchUp: undefined,
  leads: true,
  link: 'down',
  linkUpSince: 0,
  linkFailures: 0,
  connectAt: undefined,
  connectToldToWait: false,
  polls: false,
  flight: 'none',
  flightNumber: 0,
  needsFullRead: false,
  mustAsk: 'no',
  isQuiet: false,
  wanted: 0,
  leaderAt: 0,
  rumour: undefined,
  failures: 0,
  askAt: undefined,
  toldToWait: false,
  checkAt: undefined,
  answeredAt: 0,
  held: new Set(),
  reachable: true,
  leaderReachable: true,
  hidden: false,
  readings: new Map(),
};

/** What one step has at hand besides the state. */
export interface StepContext {
  readonly now: number;
  /** In [0, 1): where waits fall. */
  readonly chance: number;
  readonly times: SyncTimes;
  readonly effects: SyncEffect[];
}

/** The furthest replica there is, shown or not. */
export const furthest = (state: SyncState): Replica => state.catchUp?.replica ?? state.shown;

export function connectionOf(state: SyncState): ConnectionState {
  const reachable = state.reachable && state.leaderReachable;
  if (state.link === 'up') return reachable ? 'live' : 'reconnecting';
  if (!reachable && state.linkFailures > 0) return 'offline';
  return reachable && state.polls ? 'polling' : 'reconnecting';
}

/** When a `tick` is due; undefined when nothing is waited for. */
export function dueAt({ connectAt, flight, askAt, checkAt, rumour }: SyncState): number | undefined {
  const due = [connectAt, flight === 'none' ? (askAt ?? checkAt) : undefined, rumour?.until];
  const times = due.filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Tombstones after this version are kept: a reading that began then may not have seen the deletions. */
export const keepAfter = ({ readings }: SyncState): number =>
  Math.min(Infinity, ...[...readings.values()].map(({ version }) => version));
