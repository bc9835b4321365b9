import type { Calendar, CalendarEvent, ChangesPage } from './wire';

/**
 * What this client holds of its tenant: a value that the pure functions below make anew, never change.
 * Every item carries the version that last wrote it, and the higher version wins; so it does not matter
 * how often, how late or in which order answers are merged.
 */
export interface Replica {
  readonly epoch: string;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** By {@link eventKey}. */
  readonly events: ReadonlyMap<string, CalendarEvent>;
  /** Versions of what was deleted, by `calendarKey` or `eventKey`: a late answer must not bring it back. */
  readonly tombstones: ReadonlyMap<string, number>;
}

/** Data that was read at or after version `asOf`: all calendars when given, and all events of the reader's window. */
export interface Read {
  readonly asOf: number;
  readonly calendars?: readonly Calendar[];
  readonly events: readonly CalendarEvent[];
}

/** Ids hold no slash, so a key can be read in one way only. */
export const eventKey = (event: { calendarId: string; id: string }): string => `${event.calendarId}/${event.id}`;
const calendarKey = (id: string): string => `${id}/`;

export const emptyReplica = (epoch: string): Replica => ({
  epoch,
  calendars: new Map(),
  events: new Map(),
  tombstones: new Map(),
});

class Draft {
  readonly calendars: Map<string, Calendar>;
  readonly events: Map<string, CalendarEvent>;
  readonly tombstones: Map<string, number>;
  private changed = false;

  constructor(private readonly base: Replica) {
    this.calendars = new Map(base.calendars);
    this.events = new Map(base.events);
    this.tombstones = new Map(base.tombstones);
  }

  putCalendar(calendar: Calendar): void {
    if (this.buried(calendarKey(calendar.id), calendar.version)) return;
    const held = this.calendars.get(calendar.id);
    if (held !== undefined && held.version >= calendar.version) return;
    this.calendars.set(calendar.id, calendar);
    this.changed = true;
  }

  putEvent(event: CalendarEvent): void {
    const key = eventKey(event);
    if (this.buried(key, event.version) || this.buried(calendarKey(event.calendarId), event.version)) return;
    const held = this.events.get(key);
    if (held !== undefined && held.version > event.version) return;
    // Equal versions are equal contents, but for the occurrences, which depend on the window they were asked for with:
    // an answer with them never gives way to one without.
    if (held?.version === event.version && event.occurrences === undefined) return;
    this.events.set(key, event);
    this.changed = true;
  }

  deleteCalendar(id: string, version: number): void {
    if (!this.bury(calendarKey(id), version)) return;
    const held = this.calendars.get(id);
    if (held !== undefined && held.version <= version) this.calendars.delete(id);
    // Its events go with it, named one by one or not.
    for (const [key, event] of this.events)
      if (event.calendarId === id && event.version <= version) this.events.delete(key);
  }

  deleteEvent(key: string, version: number): void {
    if (!this.bury(key, version)) return;
    const held = this.events.get(key);
    if (held !== undefined && held.version <= version) this.events.delete(key);
  }

  drop(map: Map<string, unknown>, key: string): void {
    map.delete(key);
    this.changed = true;
  }

  done(): Replica {
    if (!this.changed) return this.base;
    return {
      epoch: this.base.epoch,
      calendars: this.calendars,
      events: this.events,
      tombstones: this.tombstones,
    };
  }

  private buried(key: string, version: number): boolean {
    return (this.tombstones.get(key) ?? -1) >= version;
  }

  private bury(key: string, version: number): boolean {
    if (this.buried(key, version)) return false;
    this.tombstones.set(key, version);
    this.changed = true;
    return true;
  }
}

/** The replica with a page of changes in it. Merging the same page twice, or an older one later, changes nothing. */
export function mergeChanges(replica: Replica, page: Pick<ChangesPage, 'calendars' | 'events'>): Replica {
  const draft = new Draft(replica);
  for (const calendar of page.calendars) {
    if ('deleted' in calendar) draft.deleteCalendar(calendar.id, calendar.version);
    else draft.putCalendar(calendar);
  }
  for (const event of page.events) {
    if ('deleted' in event) draft.deleteEvent(eventKey(event), event.version);
    else draft.putEvent(event);
  }
  return draft.done();
}

/**
 * The replica after data was read: what came is in it, and what did not come is gone, unless it is newer than the reading.
 * So what another client deleted while this one was away does not live on, and what was written meanwhile is not lost.
 */
export function mergeRead(replica: Replica, read: Read): Replica {
  const draft = new Draft(replica);
  if (read.calendars !== undefined) {
    const present = new Set(read.calendars.map((calendar) => calendar.id));
    for (const [id, held] of draft.calendars)
      if (!present.has(id) && held.version <= read.asOf) draft.drop(draft.calendars, id);
    for (const calendar of read.calendars) draft.putCalendar(calendar);
  }
  const present = new Set(read.events.map(eventKey));
  for (const [key, held] of draft.events)
    if (!present.has(key) && held.version <= read.asOf) draft.drop(draft.events, key);
  for (const event of read.events) draft.putEvent(event);
  return draft.done();
}

/** The keys of events that differ between two replicas: added, changed or gone. */
export function changedEvents(before: Replica, after: Replica): string[] {
  if (before.events === after.events) return [];
  const keys: string[] = [];
  for (const [key, event] of after.events) if (before.events.get(key)?.version !== event.version) keys.push(key);
  for (const key of before.events.keys()) if (!after.events.has(key)) keys.push(key);
  return keys;
}
