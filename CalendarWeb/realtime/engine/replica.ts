import type { Calendar, CalendarEvent, Changes, ChangesPage, Head, Position } from './wire.ts';

/**
 * What this client holds of its tenant: an immutable value; the functions below return new ones. It has all calendars,
 * the events of the front end's window, and every event that changed since that window was read.
 */
export interface Replica {
  /** The position up to which this client has the tenant's changes; undefined until the first full read is complete. */
  readonly position: Position | undefined;
  /** The sync token for the next `changes?since=`, and the version that it stands for. At or before the position. */
  readonly token: string | undefined;
  readonly tokenAt: number;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** By {@link eventKey}. */
  readonly events: ReadonlyMap<string, CalendarEvent>;
  /** The window whose events are all here, by the front end's name for it. */
  readonly window: string;
  /**
   * Versions of deletions that are ahead of the position, or that a read in progress may not have seen: a late answer
   * must not bring a deleted item back. Other tombstones are not needed and are removed.
   */
  readonly tombstones: ReadonlyMap<string, number>;
}

/** A full read that began after its head was read: everything at or before the head, and perhaps some later changes. */
export interface FullRead {
  readonly head: Head;
  readonly calendars: readonly Calendar[];
  readonly events: readonly CalendarEvent[];
  readonly window?: string;
}

/** Events that the front end read itself: all of a window if it names one, otherwise single events. */
export interface Reading {
  readonly events: readonly CalendarEvent[];
  readonly window?: string;
}

/** Ids contain no slash, so a key is unambiguous. */
export const eventKey = (event: { calendarId: string; id: string }): string => `${event.calendarId}/${event.id}`;
const calendarKey = (id: string): string => `${id}/`;

export const emptyReplica: Replica = {
  position: undefined,
  token: undefined,
  tokenAt: -1,
  calendars: new Map(),
  events: new Map(),
  window: '',
  tombstones: new Map(),
};

/** Whether `a` is at or after `b` in the same epoch. */
export const reaches = (a: Position, b: Position): boolean => a.epoch === b.epoch && a.version >= b.version;

/** A new replica in the making. Everything at or before `known` is here already, whether it exists or was deleted. */
class Draft {
  readonly calendars: Map<string, Calendar>;
  readonly events: Map<string, CalendarEvent>;
  private readonly tombstones: Map<string, number>;
  private changed = false;
  private readonly base: Replica;
  private readonly known: number;

  constructor(base: Replica, known: number) {
    this.base = base;
    this.known = known;
    this.calendars = new Map(base.calendars);
    this.events = new Map(base.events);
    this.tombstones = new Map(base.tombstones);
  }

  put({ calendars, events }: Changes): void {
    for (const calendar of calendars) {
      if ('deleted' in calendar) this.deleteCalendar(calendar.id, calendar.version);
      else this.putCalendar(calendar);
    }
    for (const event of events) {
      if ('deleted' in event) this.deleteEvent(eventKey(event), event.version);
      else this.putEvent(event);
    }
  }

  putCalendar(calendar: Calendar): void {
    const key = calendarKey(calendar.id);
    if (calendar.version <= this.known || this.buried(key, calendar.version)) return;
    const held = this.calendars.get(calendar.id);
    if (held !== undefined && held.version >= calendar.version) return;
    this.calendars.set(calendar.id, calendar);
    this.tombstones.delete(key);
    this.changed = true;
  }

  putEvent(event: CalendarEvent): void {
    const key = eventKey(event);
    const held = this.events.get(key);
    // Equal versions have equal contents, except for the occurrences, which depend on the window:
    // an answer without occurrences never replaces one with them.
    if (held?.version === event.version) {
      if (event.occurrences === undefined || event === held) return;
    } else {
      if (event.version <= this.known || (held !== undefined && held.version > event.version)) return;
      if (this.buried(key, event.version) || this.buried(calendarKey(event.calendarId), event.version)) return;
    }
    this.events.set(key, event);
    this.tombstones.delete(key);
    this.changed = true;
  }

  /** Before a read is merged: removes what the read does not contain, unless it is newer than the read. */
  keepOnly<T extends { readonly version: number }>(map: Map<string, T>, present: ReadonlySet<string>, asOf: number) {
    for (const [key, held] of map)
      if (held.version <= asOf && !present.has(key)) {
        map.delete(key);
        this.changed = true;
      }
  }

  /** Removes tombstones at or before both `version` and `keepAfter`. */
  moveTo(position: Position, token: string | undefined, tokenAt: number, keepAfter: number): Replica {
    for (const [key, version] of this.tombstones)
      if (version <= position.version && version <= keepAfter) this.tombstones.delete(key);
    return { ...this.done(), tombstones: this.tombstones, position, token, tokenAt };
  }

  done(): Replica {
    if (!this.changed) return this.base;
    return { ...this.base, calendars: this.calendars, events: this.events, tombstones: this.tombstones };
  }

  private deleteCalendar(id: string, version: number): void {
    if (version <= this.known || !this.bury(calendarKey(id), version)) return;
    const held = this.calendars.get(id);
    if (held !== undefined && held.version <= version) this.calendars.delete(id);
    // Its events are deleted by the same change, which does not list them.
    for (const [key, event] of this.events)
      if (event.calendarId === id && event.version <= version) this.events.delete(key);
  }

  private deleteEvent(key: string, version: number): void {
    if (version <= this.known || !this.bury(key, version)) return;
    const held = this.events.get(key);
    if (held !== undefined && held.version <= version) this.events.delete(key);
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

/** Whether the page continues the replica without a gap. */
export const canMerge = ({ position }: Replica, page: ChangesPage): boolean =>
  position?.epoch === page.epoch && page.from <= position.version;

/**
 * The replica with a page of changes merged and its position at the page's end. The page must continue it
 * ({@link canMerge}). The higher version wins, equal versions have the same content, and everything at or
 * before the position is known already, whether it exists or was deleted. So merging twice, or late, changes nothing.
 */
export function mergeChanges(replica: Replica, page: ChangesPage, keepAfter = Infinity): Replica {
  const { position } = replica;
  if (position === undefined || !canMerge(replica, page)) throw new Error('These changes do not continue the replica.');
  const [token, tokenAt] = page.to >= replica.tokenAt ? [page.next, page.to] : [replica.token, replica.tokenAt];
  const moves = page.to > position.version;
  // Own writes, or another tab, may have moved the position past this page: it has no news.
  if (!moves && token === replica.token && tokenAt === replica.tokenAt) return replica;
  const draft = new Draft(replica, position.version);
  if (moves) draft.put(page);
  return draft.moveTo(moves ? { epoch: page.epoch, version: page.to } : position, token, tokenAt, keepAfter);
}

/**
 * The replica with single items of an API answer merged. The position stays: a change by somebody else may be just before
 * them, not seen yet.
 */
export function mergeWritten(replica: Replica, changes: Changes): Replica {
  const draft = new Draft(replica, replica.position?.version ?? -1);
  draft.put(changes);
  return draft.done();
}

/**
 * The replica after a full read: items that no longer exist are removed, items newer than the read stay. A full read
 * of another epoch, or from before the position, replaces everything: the store has then been restored.
 */
export function mergeRead(replica: Replica, read: FullRead, keepAfter = Infinity): Replica {
  const { epoch, version, token } = read.head;
  const head = { epoch, version };
  const base = replica.position !== undefined && reaches(head, replica.position) ? replica : emptyReplica;
  const draft = new Draft(base, -1);
  draft.keepOnly(draft.calendars, new Set(read.calendars.map(({ id }) => id)), version);
  draft.keepOnly(draft.events, new Set(read.events.map(eventKey)), version);
  draft.put({ calendars: read.calendars, events: read.events });
  return { ...draft.moveTo(head, token, version, keepAfter), window: read.window ?? '' };
}

/** The replica with events that the front end began to read when the position was `asOf`; the position stays. */
export function mergeReading(replica: Replica, reading: Reading, asOf: number): Replica {
  const draft = new Draft(replica, -1);
  if (reading.window !== undefined) draft.keepOnly(draft.events, new Set(reading.events.map(eventKey)), asOf);
  draft.put({ calendars: [], events: reading.events });
  const merged = draft.done();
  return reading.window === undefined || reading.window === merged.window
    ? merged
    : { ...merged, window: reading.window };
}

/** The replica with its position moved over changes whose content is already in it. */
export function moveTo(replica: Replica, version: number, keepAfter = Infinity): Replica {
  const { position, token, tokenAt } = replica;
  if (position === undefined) throw new Error('A replica without a position cannot be moved.');
  return new Draft(replica, position.version).moveTo({ ...position, version }, token, tokenAt, keepAfter);
}

/** The replica without the tombstones that are no longer needed. */
export function forgetTombstones(replica: Replica, keepAfter: number): Replica {
  const { position, token, tokenAt, tombstones } = replica;
  if (position === undefined || tombstones.size === 0) return replica;
  return new Draft(replica, position.version).moveTo(position, token, tokenAt, keepAfter);
}

/** The keys of events that differ between two replicas: added, changed or deleted. */
export function changedEvents(before: Replica, after: Replica): string[] {
  if (before.events === after.events) return [];
  const keys: string[] = [];
  for (const [key, event] of after.events) if (before.events.get(key)?.version !== event.version) keys.push(key);
  for (const key of before.events.keys()) if (!after.events.has(key)) keys.push(key);
  return keys;
}
