import type { Failure } from './failure.ts';
import type { FullRead, Reading, Replica } from './replica.ts';
import { emptyReplica } from './replica.ts';
import type { SyncTimes } from './syncTimes.ts';
import type { Changes, ChangesPage, Position, Reload } from './wire.ts';

/**
 * The state that the user sees. `live`: pushes arrive. `reconnecting`: a short interruption. `polling`: no connection, but the
 * API is asked every few seconds. `offline`: the browser has no network, or neither the connection nor the API works; the shown
 * data may be stale.
 */
export type ConnectionState = 'live' | 'reconnecting' | 'polling' | 'offline';

/** The leader's status for the other tabs: its connection and its position. */
export interface LeaderStatus {
  readonly position: Position | undefined;
  readonly connected: boolean;
  readonly linkFailures: number;
  readonly polls: boolean;
  readonly reachable: boolean;
  /** Why it is not live. */
  readonly failure?: Failure | undefined;
  /** Milliseconds since the leader's last answer of the API. */
  readonly age: number;
}

/** The inputs of a client's state machine. */
export type SyncInput =
  /** With `leads` false, another tab may be the leader; this one waits for `role` or `led`. */
  | { readonly kind: 'started'; readonly leads: boolean }
  /** The connection is open, and this user was added to the tenant's group before. */
  | { readonly kind: 'connected' }
  /** `retryAfter` in milliseconds, if the refusal named it; `tokenRefused` on 401. */
  | {
      readonly kind: 'connectFailed';
      readonly tokenRefused?: boolean;
      readonly retryAfter?: number | undefined;
      readonly failure?: Failure;
    }
  /** The connection closed. `tokenExpired`: the service closed it because its token expired, which is not a failure. */
  | { readonly kind: 'lost'; readonly tokenExpired: boolean }
  | { readonly kind: 'pushed'; readonly reload: Reload }
  /** An answer of the API named the tenant's head. */
  | { readonly kind: 'observed'; readonly head: Position }
  /** A write of this client or of another tab was answered with these items; `head` is the position of the write. */
  | { readonly kind: 'written'; readonly head: Position; readonly changes: Changes }
  /** `flight` is the number of the request: answers to abandoned requests are ignored. `local`: another tab answered. */
  | { readonly kind: 'changesAnswered'; readonly flight: number; readonly page: ChangesPage; readonly local?: boolean }
  | { readonly kind: 'changesExpired'; readonly flight: number }
  | { readonly kind: 'fullReadAnswered'; readonly flight: number; readonly read: FullRead }
  | {
      readonly kind: 'failed';
      readonly flight: number;
      readonly retryAfter?: number | undefined;
      readonly failure?: Failure;
    }
  /** A request of the front end failed, because there was no answer or a 5xx: the engine asks too, and so finds out whether the API works. */
  | { readonly kind: 'requestFailed'; readonly failure: Failure }
  /** The browser says that the network is gone, or back. */
  | { readonly kind: 'network'; readonly online: boolean }
  /** The front end begins to read events itself, and has read them (or given up). */
  | { readonly kind: 'readingBegan'; readonly id: number }
  | { readonly kind: 'readingEnded'; readonly id: number; readonly reading?: Reading | undefined }
  /** The machine woke up, or the page is visible again: a retry may succeed now. */
  | { readonly kind: 'woke' }
  | { readonly kind: 'hidden'; readonly hidden: boolean }
  /** This tab becomes the leader, or is no longer the leader. */
  | { readonly kind: 'role'; readonly leads: boolean }
  /** The leader's status. */
  | { readonly kind: 'led'; readonly status: LeaderStatus }
  /** Another tab of this browser received a complete catch-up. */
  | { readonly kind: 'heard'; readonly page: ChangesPage }
  /** Something may be due. */
  | { readonly kind: 'tick' };

/** The effects that a client performs. What it shows is in the state: `shown`, {@link connectionOf}. */
export type SyncEffect =
  /** Negotiate and connect. There are never two attempts at once. */
  | { readonly kind: 'connect' }
  | { readonly kind: 'disconnect' }
  /** Get a new access token for the next negotiation. */
  | { readonly kind: 'renewToken' }
  /**
   * Request one page of changes; at most one request of this kind or `readAll` is in flight. `headFirst`: no newer version is
   * known, so request the head first. `local`: another tab of this browser has the changes.
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
  /** Full read: the head first, then all data. */
  | { readonly kind: 'readAll'; readonly flight: number }
  /** Send a complete catch-up to the other tabs. */
  | { readonly kind: 'share'; readonly page: ChangesPage };

interface CatchUp {
  readonly replica: Replica;
  /** The pages received so far. */
  readonly pages: readonly ChangesPage[];
  /** Whether it began with a full read. */
  readonly isReset: boolean;
}

/** The state that a client keeps between two inputs. */
export interface SyncState {
  readonly shown: Replica;
  /** The catch-up in progress; shown when it is complete. */
  readonly catchUp: CatchUp | undefined;
  /** Whether this tab is the leader. */
  readonly leads: boolean;
  readonly link: 'down' | 'connecting' | 'up';
  readonly linkUpSince: number;
  readonly linkFailures: number;
  /** When to reconnect; undefined if connected, connecting or not started. */
  readonly connectAt: number | undefined;
  /** Whether `connectAt` comes from a Retry-After. */
  readonly connectHasRetryAfter: boolean;
  /** Whether connecting has failed so often that the connection state is `polling`. */
  readonly polls: boolean;
  readonly flight: 'none' | 'changes' | 'fullRead';
  readonly flightNumber: number;
  readonly needsFullRead: boolean;
  /** A change may have been missed, whatever the versions say. `maybe`: only because of the periodic check. */
  readonly mustAsk: 'no' | 'maybe' | 'likely';
  /** Whether the last answer had no changes; then the next one probably has none either. */
  readonly isQuiet: boolean;
  /** The highest version in the present epoch that was announced, by a push or by another tab. */
  readonly wanted: number;
  readonly leaderAt: number;
  /** A head seen in a header whose push may still arrive. */
  readonly rumour: { readonly version: number; readonly until: number } | undefined;
  /** Requests in a row that failed or reached no new version. */
  readonly failures: number;
  /** No request before this time; undefined if one may start at once. */
  readonly askAt: number | undefined;
  readonly hasRetryAfter: boolean;
  /** The time of the next periodic check. */
  readonly checkAt: number | undefined;
  /** When the API last answered this tab, or the leader while both had the same position; undefined before that. */
  readonly answeredAt: number | undefined;
  /** Versions after the position whose content is merged already: writes of this browser's tabs. */
  readonly held: ReadonlySet<number>;
  /** Whether the API's last answer was a success: for this tab, and for the leader. */
  readonly reachable: boolean;
  readonly leaderReachable: boolean;
  /** Why this tab's last request failed, its last attempt to connect, and why the leader is not live; undefined while that works. */
  readonly whyUnreachable: Failure | undefined;
  readonly whyDown: Failure | undefined;
  readonly whyLeader: Failure | undefined;
  /** False after the browser said that the network is gone, until it is back or something answers. */
  readonly online: boolean;
  readonly hidden: boolean;
  /** Reads of the front end in progress, each with the position when it began. */
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
  connectHasRetryAfter: false,
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
  hasRetryAfter: false,
  checkAt: undefined,
  answeredAt: undefined,
  held: new Set(),
  reachable: true,
  leaderReachable: true,
  whyUnreachable: undefined,
  whyDown: undefined,
  whyLeader: undefined,
  online: true,
  hidden: false,
  readings: new Map(),
};

/** What a step uses in addition to the state. */
export interface StepContext {
  readonly now: number;
  /** A random number in [0, 1) that decides the length of waits. */
  readonly chance: number;
  readonly times: SyncTimes;
  readonly effects: SyncEffect[];
}

/** The replica with the latest position, shown or not. */
export const furthest = (state: SyncState): Replica => state.catchUp?.replica ?? state.shown;

export function connectionOf(state: SyncState): ConnectionState {
  if (!state.online) return 'offline';
  const reachable = state.reachable && state.leaderReachable;
  if (state.link === 'up') return reachable ? 'live' : 'reconnecting';
  if (!reachable && state.linkFailures > 0) return 'offline';
  return reachable && state.polls ? 'polling' : 'reconnecting';
}

/** Why the client is not live; undefined if it is, or if nothing has failed. */
export function whyNotLive(state: SyncState): Failure | undefined {
  if (connectionOf(state) === 'live') return undefined;
  return state.whyUnreachable ?? state.whyLeader ?? state.whyDown;
}

/** When a `tick` is due; undefined if nothing is due. */
export function dueAt({ connectAt, flight, askAt, checkAt, rumour }: SyncState): number | undefined {
  const due = [connectAt, flight === 'none' ? (askAt ?? checkAt) : undefined, rumour?.until];
  const times = due.filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Tombstones after this version are kept: a read that began then may not have seen the deletions. */
export const keepAfter = ({ readings }: SyncState): number =>
  Math.min(Infinity, ...[...readings.values()].map(({ version }) => version));
