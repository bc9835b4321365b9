import type { Signs } from './connection/browserSigns.ts';
import type { Clock } from './connection/clock.ts';
import type { PushConnection, PushOptions } from './connection/hubConnection.ts';
import type { Source } from './connection/source.ts';
import type { EntityKind } from './engine/entityKind.ts';
import type { Failure } from './engine/failure.ts';
import type { Reading, Replica } from './engine/replica.ts';
import type { ConnectionState } from './engine/syncState.ts';
import type { SyncTimes } from './engine/syncTimes.ts';
import type { Changes, Position } from './engine/wire.ts';
import type { TabPlatform } from './tabs/tabGroup.ts';
import type { Account } from './tabs/tabMessages.ts';

/** The shown state: replaced as a whole, with all changes of one answer. */
export interface Synced {
  /** Up to its `position` it is what the service had then. Writes of this browser may be in it ahead of the position. */
  readonly replica: Replica;
  /** False until the first full read is complete. */
  readonly loaded: boolean;
  /** False while the API does not answer this tab. */
  readonly reachable: boolean;
  /** When the API last confirmed the replica, in milliseconds since 1970; undefined before that. While it is live, the replica is newer. */
  readonly asOf: number | undefined;
}

export interface RealtimeOptions {
  /** The address of the API, without `/negotiate`: `/api`. */
  readonly url: string;
  /** Returns an access token for the API; with `renew`, not a cached one. */
  readonly accessToken: (renew: boolean) => Promise<string>;
  readonly source: Source;
  readonly onState: (state: Synced) => void;
  /** Called when the state changes, or the reason why it is not live. */
  readonly onConnection: (state: ConnectionState, failure: Failure | undefined) => void;
  /**
   * Called with errors that `onState` and `onConnection` throw, and with failures that no caller awaits; none of them stops the client.
   * Without it, they are reported like uncaught errors: to the platform's `reportError`, or to the console if that does not exist.
   */
  readonly onError?: (error: unknown) => void;
  /** The signed-in user: the tabs of a browser with the same account share one connection. Without it, this tab has its own. */
  readonly account?: Account;
  readonly times?: Partial<SyncTimes>;
  /** What is kept in the replica: calendars and events, unless the front end registers other kinds too. */
  readonly kinds?: readonly EntityKind[];
  /** For tests: the clock, the connection, the browser. */
  readonly clock?: Clock;
  readonly connection?: (options: PushOptions) => PushConnection;
  readonly tabs?: TabPlatform | undefined;
  readonly watch?: (signs: Signs, clock: Clock) => () => void;
}

/** Follows a tenant's calendars until it is stopped. */
export interface Realtime {
  readonly current: Synced;
  readonly connection: ConnectionState;
  /** Why it is not live; undefined if it is, or if nothing has failed yet. */
  readonly failure: Failure | undefined;
  /** Whether this tab is the leader, which holds the connection. */
  readonly leads: boolean;
  /** Requests the changes now. Resolves when the replica is up to date, or when that is impossible at the moment. */
  check(): Promise<void>;
  /** Takes the position of an answer's header, which reveals a lost push early. */
  observed(head: Position): void;
  /**
   * Call this when a request that the front end made itself got no answer or a 5xx. The state is not live until a request
   * succeeds, and the engine makes one at once, unless it waits to retry.
   */
  failed(error: unknown): void;
  /** Takes the items and the position of an own write's answer: they are in the replica at once, here and in the other tabs. */
  wrote(head: Position, changes: Changes): void;
  /**
   * Call this before the front end reads events itself. Call the result with the events, or with nothing if the read
   * failed. They are merged as of the call to this function, so that they do not undo changes or deletions made meanwhile.
   */
  beginReading(): (reading?: Reading) => void;
  stop(): void;
}
