/**
 * The messages of the wire format; `tests/Contracts/*.json` has a golden sample of each.
 * A push arrives unrequested, so a function reads it and refuses what it does not know.
 */

import type { Tombstone } from './entityKind.ts';

export interface Calendar {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly color?: string;
  readonly timeZone: string;
  readonly etag: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export interface Recurrence {
  readonly rules: readonly string[];
  readonly dates: readonly string[];
  readonly exceptionDates: readonly string[];
  readonly overriddenDates: readonly string[];
}

/** An occurrence within the requested window: instants (`…Z`) of a timed event, dates of an all-day one. */
export interface Occurrence {
  readonly start: string;
  readonly end: string;
}

export interface EventContent {
  readonly title: string;
  readonly description?: string;
  readonly location?: string;
  readonly allDay: boolean;
  /** A wall time in `timeZone` (`2026-11-23T09:00:00`), or a date when `allDay`. */
  readonly start: string;
  /** Exclusive; same form as `start`. */
  readonly end: string;
  readonly timeZone?: string;
  readonly category?: string;
  readonly color?: string;
  readonly assignees: readonly string[];
  readonly recurrence?: Recurrence;
  readonly uid?: string;
  readonly recurrenceId?: string;
}

export interface CalendarEvent extends EventContent {
  readonly id: string;
  readonly calendarId: string;
  readonly etag: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly occurrences?: readonly Occurrence[];
  readonly occurrencesTruncated?: boolean;
  /** Not on the wire: the window of `occurrences`, added by the code that requested them. */
  readonly window?: string;
}

export type DeletedCalendar = Tombstone;

export interface DeletedEvent extends Tombstone {
  readonly calendarId: string;
}

/** A position in a tenant's changes: `version` only grows within an `epoch`, which is one life of the store. */
export interface Position {
  readonly epoch: string;
  readonly version: number;
}

/** The head of a tenant's changes. `token` is an opaque sync token for `since`. */
export interface Head extends Position {
  readonly token: string;
}

/** The current revisions or tombstones of items, each item once. */
export interface Changes {
  readonly calendars: readonly (Calendar | DeletedCalendar)[];
  readonly events: readonly (CalendarEvent | DeletedEvent)[];
}

/** One answer of `GET /api/changes`: all changes in (`from`, `to`]. */
export interface ChangesPage extends Changes {
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
  readonly head: number;
  readonly next: string;
  readonly more: boolean;
}

/** The only argument of the push `reload`: the tenant's position. It contains nothing of calendars or events. */
export interface Reload {
  readonly epoch: string;
  readonly version: number;
}

export const isVersion = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A received push; undefined if this client does not know its format. */
export function readReload(value: unknown): Reload | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { epoch, version } = value as Record<string, unknown>;
  return typeof epoch === 'string' && epoch !== '' && isVersion(version) ? { epoch, version } : undefined;
}

/** The header `Calendar-Position: {epoch}.{version}`, which every authenticated response has. */
export function readPosition(header: string | null): Position | undefined {
  const match = /^([^.]+)\.(\d+)$/.exec(header ?? '');
  return match?.[1] === undefined ? undefined : { epoch: match[1], version: Number(match[2]) };
}
