import { retryAfterAtMost } from '../engine/syncTimes.ts';
import type { Calendar, CalendarEvent, Changes, ChangesPage, Head, Person } from '../engine/wire.ts';

/**
 * The requests to the API. Failures are thrown. After an error with a number `retryAfter` (milliseconds), the next request
 * waits that long, at most ten minutes. The signal aborts when the answer is no longer needed.
 */
export interface Source {
  /** `GET /api/changes/head`. With `known`, a sync token, the request is conditional (`If-None-Match: "{known}"`): 304 is 'unchanged'. */
  head(known: string | undefined, signal: AbortSignal): Promise<Head | 'unchanged'>;
  /** `GET /api/changes?since=`. A 410, and a sync token that this service did not issue, are 'expired'. */
  changes(since: string, signal: AbortSignal): Promise<ChangesPage | 'expired'>;
  /**
   * Reads all calendars, the whole directory and all events of the front end's window, with a name for that window. If the events of some calendars
   * cannot be read, `complete` has the ids of the others; the front end shows that, and reads those events later itself.
   */
  readAll(signal: AbortSignal): Promise<{
    readonly calendars: readonly Calendar[];
    readonly events: readonly CalendarEvent[];
    readonly people?: readonly Person[];
    readonly window?: string;
    readonly complete?: readonly string[];
  }>;
  /** Adds what this front end needs (for example occurrences in its window) to items before they are merged and shown. */
  prepare?<T extends Changes>(changes: T, signal: AbortSignal): Promise<T>;
}

/** The Retry-After of an error in milliseconds, as far as it is obeyed. */
export function retryAfterOf(error: unknown): number | undefined {
  const value = typeof error === 'object' && error !== null && 'retryAfter' in error ? error.retryAfter : undefined;
  return typeof value === 'number' && value >= 0 ? Math.min(value, retryAfterAtMost) : undefined;
}
