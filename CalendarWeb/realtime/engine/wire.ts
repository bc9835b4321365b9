/**
 * The messages of the wire format; `tests/Contracts/*.json` has a golden sample of each.
 * A push arrives unrequested, so a function reads it and refuses what it does not know.
 */

import type { components } from './wireTypes.ts';

/** Generated from the API's OpenAPI document, `tests/Contracts/openapi.json`, by `npm run types`. */
type Schemas = components['schemas'];

/** What the service adds to the content of an item. */
type Stored = 'id' | 'etag' | 'version' | 'updatedAt' | 'updatedBy';

export type Calendar = Schemas['CalendarJson'];
export type CalendarContent = Omit<Calendar, Stored | 'role' | 'readInFull'>;
export type CalendarGrant = Schemas['GrantJson'];
export type DeletedCalendar = Schemas['ChangedCalendarJsonCalendarTombstoneJson'];

export type EventContent = Omit<Schemas['EventJson'], Stored | 'calendarId' | 'occurrences' | 'occurrencesTruncated'>;
export type Recurrence = Schemas['RecurrenceJson'];
export type Occurrence = Schemas['OccurrenceJson'];
export type DeletedEvent = Schemas['ChangedEventJsonEventTombstoneJson'];

export type CalendarEvent = Schemas['EventJson'] & {
  /** Not on the wire: the window of `occurrences`, added by the code that requested them. */
  readonly window?: string;
};

export type Person = Schemas['PersonJson'];
export type PersonContent = Omit<Person, Stored>;
export type DeletedPerson = Schemas['ChangedPersonJsonPersonTombstoneJson'];

export type ImportReport = Schemas['ImportReportJson'];

/** A position in a tenant's changes: `version` only grows within an `epoch`, which is one life of the store. */
export interface Position {
  readonly epoch: string;
  readonly version: number;
}

/** The head of a tenant's changes. `token` is an opaque sync token for `since`. */
export type Head = Schemas['HeadJson'];

/** The current revisions or tombstones of items, each item once. */
export interface Changes {
  readonly calendars: readonly (Calendar | DeletedCalendar)[];
  readonly events: readonly (CalendarEvent | DeletedEvent)[];
  /** A service of an older version has no directory. */
  readonly people?: readonly (Person | DeletedPerson)[];
}

/** One answer of `GET /api/changes`: all changes in (`from`, `to`]. */
export type ChangesPage = Omit<Schemas['ChangesJson'], keyof Changes> & Changes;

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
