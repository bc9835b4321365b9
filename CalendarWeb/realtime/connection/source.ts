import { retryAfterAtMost } from '../engine/syncTimes.ts';
import type { Calendar, CalendarEvent, Changes, ChangesPage, Head } from '../engine/wire.ts';

/**
 * What is asked of the API. Whatever fails is thrown; an error with a number `retryAfter` (milliseconds) is left alone
 * for so long, ten minutes at most. The signal goes off when nobody waits for the answer any more.
 */
export interface Source {
  /** `GET /api/changes/head`; with `known`, a token, conditionally (`If-None-Match: "{known}"`): 304 is 'unchanged'. */
  head(known: string | undefined, signal: AbortSignal): Promise<Head | 'unchanged'>;
  /** `GET /api/changes?since=`. 410, and a token that this service never gave, are 'expired'. */
  changes(since: string, signal: AbortSignal): Promise<ChangesPage | 'expired'>;
  /** All calendars, and all events of the front end's window, with a name for that window. */
  readAll(signal: AbortSignal): Promise<{
    readonly calendars: readonly Calendar[];
    readonly events: readonly CalendarEvent[];
    readonly window?: string;
  }>;
  /** Completes items for this front end (occurrences in its window, say) before they are merged and seen. */
  prepare?<T extends Changes>(changes: T, signal: AbortSignal): Promise<T>;
}

/** How long an error asks to be left alone, in milliseconds, as far as that is honoured. */
export function retryAfterOf(error: unknown): number | undefined {
  const value = typeof error === 'object' && error !== null && 'retryAfter' in error ? error.retryAfter : undefined;
  return typeof value === 'number' && value >= 0 ? Math.min(value, retryAfterAtMost) : undefined;
}
