import { calendarKind } from './calendarKind.ts';
import type { Entity, EntityKind, Tombstone } from './entityKind.ts';
import { isTombstone, itemsOf, keyOf, parentIdOf } from './entityKind.ts';
import { entityKinds } from './entityKinds.ts';
import { eventKind } from './eventKind.ts';
import { personKind } from './personKind.ts';
import type { Calendar, CalendarEvent, Changes, ChangesPage, Head, Person, Position } from './wire.ts';

type Table = ReadonlyMap<string, Entity>;

interface ReplicaFields {
  /** The kinds that are kept. */
  readonly kinds: readonly EntityKind[];
  /** The position up to which this client has the tenant's changes; undefined until the first full read is complete. */
  readonly position: Position | undefined;
  /** The sync token for the next `changes?since=`, and the version that it stands for. At or before the position. */
  readonly token: string | undefined;
  readonly tokenAt: number;
  /** The items of each kind, by {@link keyOf}. */
  readonly tables: ReadonlyMap<EntityKind, Table>;
  /** The window whose events are all here, by the front end's name for it. */
  readonly window: string;
  /**
   * Versions of deletions that are ahead of the position, or that a read in progress may not have seen: a late answer
   * must not bring a deleted item back. Other tombstones are not needed and are removed.
   */
  readonly tombstones: ReadonlyMap<string, number>;
}

const noItems: Table = new Map();

/**
 * What this client holds of its tenant: an immutable value; the functions below return new ones. It has all calendars,
 * the whole directory, the events of the front end's window, and every event that changed since that window was read.
 */
export class Replica {
  readonly kinds: readonly EntityKind[];
  readonly position: Position | undefined;
  readonly token: string | undefined;
  readonly tokenAt: number;
  readonly tables: ReadonlyMap<EntityKind, Table>;
  readonly window: string;
  readonly tombstones: ReadonlyMap<string, number>;

  private constructor({ kinds, position, token, tokenAt, tables, window, tombstones }: ReplicaFields) {
    this.kinds = kinds;
    this.position = position;
    this.token = token;
    this.tokenAt = tokenAt;
    this.tables = tables;
    this.window = window;
    this.tombstones = tombstones;
  }

  /** The replica of a client that has read nothing yet. */
  static empty(kinds: readonly EntityKind[] = entityKinds): Replica {
    const nothing = { position: undefined, token: undefined, tokenAt: -1, window: '' };
    return new Replica({ ...nothing, kinds, tables: new Map(), tombstones: new Map() });
  }

  /** By id. */
  get calendars(): ReadonlyMap<string, Calendar> {
    return this.of(calendarKind);
  }

  /** By {@link eventKey}. */
  get events(): ReadonlyMap<string, CalendarEvent> {
    return this.of(eventKind);
  }

  /** The people and resources of the directory, by id. */
  get people(): ReadonlyMap<string, Person> {
    return this.of(personKind);
  }

  /** The items of one kind, by {@link keyOf}. */
  of<T extends Entity>(kind: EntityKind<T>): ReadonlyMap<string, T> {
    return (this.tables.get(kind) ?? noItems) as ReadonlyMap<string, T>;
  }

  with(fields: Partial<ReplicaFields>): Replica {
    const { kinds, position, token, tokenAt, tables, window, tombstones } = this;
    return new Replica({ kinds, position, token, tokenAt, tables, window, tombstones, ...fields });
  }
}

/** A full read that began after its head was read: everything at or before the head, and perhaps some later changes. */
export interface FullRead {
  readonly head: Head;
  readonly calendars: readonly Calendar[];
  readonly events: readonly CalendarEvent[];
  readonly people?: readonly Person[];
  readonly window?: string;
  /** {@link Reading.complete} */
  readonly complete?: readonly string[];
}

/** Events that the front end read itself: all of a window if it names one, otherwise single events. */
export interface Reading {
  readonly events: readonly CalendarEvent[];
  readonly window?: string;
  /**
   * The ids of the calendars whose events are all here: events of other calendars stay as they are. Without it, those of all
   * calendars are here if a window is named, and of none otherwise.
   */
  readonly complete?: readonly string[];
}

export const eventKey = (event: { calendarId: string; id: string }): string => `${event.calendarId}/${event.id}`;

export const emptyReplica: Replica = Replica.empty();

/** Whether `a` is at or after `b` in the same epoch. */
export const reaches = (a: Position, b: Position): boolean => a.epoch === b.epoch && a.version >= b.version;

const tombstoneKey = (kind: EntityKind, key: string): string => `${kind.name} ${key}`;

/** A new replica in the making. Everything at or before `known` is here already, whether it exists or was deleted. */
class Draft {
  private readonly tables: Map<EntityKind, Table>;
  /** The tables that are copies, and may be changed. */
  private readonly copies = new Map<EntityKind, Map<string, Entity>>();
  private readonly tombstones: Map<string, number>;
  private changed = false;
  private readonly base: Replica;
  private readonly known: number;

  constructor(base: Replica, known: number) {
    this.base = base;
    this.known = known;
    this.tables = new Map(base.tables);
    this.tombstones = new Map(base.tombstones);
  }

  /** Takes the items of every kind. */
  put(changes: object): void {
    for (const kind of this.base.kinds)
      for (const item of itemsOf(changes, kind) ?? [])
        if (isTombstone(item)) this.bury(kind, item);
        else this.restore(kind, item);
  }

  /**
   * Before a read is merged: removes what the read does not contain, unless it is newer than the read. A kind that was not
   * read stays, and so do the children of parents that are not among the complete ones.
   */
  keepOnly(read: object, asOf: number, complete: readonly string[] | undefined): void {
    const parents = complete && new Set(complete);
    for (const kind of this.base.kinds) {
      const items = itemsOf(read, kind);
      if (items === undefined) continue;
      const present = new Set(items.map((item) => keyOf(kind, item)));
      this.removeUpTo(
        kind,
        asOf,
        (key, item) =>
          !present.has(key) &&
          (kind.parent === undefined || parents === undefined || parents.has(String(parentIdOf(kind, item)))),
      );
    }
  }

  /** Removes tombstones at or before both `version` and `keepAfter`. */
  moveTo(position: Position, token: string | undefined, tokenAt: number, keepAfter: number): Replica {
    for (const [key, version] of this.tombstones)
      if (version <= position.version && version <= keepAfter) this.tombstones.delete(key);
    return this.done().with({ tombstones: this.tombstones, position, token, tokenAt });
  }

  done(): Replica {
    return this.changed ? this.base.with({ tables: this.tables, tombstones: this.tombstones }) : this.base;
  }

  private restore(kind: EntityKind, item: Entity): void {
    const key = keyOf(kind, item);
    const stored = this.table(kind).get(key);
    if (stored?.version === item.version) {
      if (kind.replaces?.(stored, item) !== true) return;
    } else {
      if (item.version <= this.known || (stored !== undefined && stored.version > item.version)) return;
      if (this.isBuried(tombstoneKey(kind, key), item.version)) return;
      const { parent } = kind;
      if (parent && this.isBuried(tombstoneKey(parent, String(parentIdOf(kind, item))), item.version)) return;
    }
    this.copy(kind).set(key, item);
    this.tombstones.delete(tombstoneKey(kind, key));
    this.changed = true;
  }

  private bury(kind: EntityKind, { version, ...item }: Tombstone): void {
    const key = keyOf(kind, { version, ...item });
    const name = tombstoneKey(kind, key);
    if (version <= this.known || this.isBuried(name, version)) return;
    this.tombstones.set(name, version);
    this.changed = true;
    if ((this.table(kind).get(key)?.version ?? Infinity) <= version) this.copy(kind).delete(key);
    // Its children are deleted by the same change, which does not list them.
    for (const child of this.base.kinds)
      if (child.parent === kind) this.removeUpTo(child, version, (_, entity) => parentIdOf(child, entity) === item.id);
  }

  private removeUpTo(kind: EntityKind, version: number, isMeant: (key: string, entity: Entity) => boolean): void {
    for (const [key, entity] of this.table(kind))
      if (entity.version <= version && isMeant(key, entity)) {
        this.copy(kind).delete(key);
        this.changed = true;
      }
  }

  private isBuried(key: string, version: number): boolean {
    return (this.tombstones.get(key) ?? -1) >= version;
  }

  private table(kind: EntityKind): Table {
    return this.tables.get(kind) ?? noItems;
  }

  private copy(kind: EntityKind): Map<string, Entity> {
    let copy = this.copies.get(kind);
    if (copy === undefined) {
      copy = new Map(this.table(kind));
      this.copies.set(kind, copy);
      this.tables.set(kind, copy);
    }
    return copy;
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
  const continues = replica.position !== undefined && reaches(head, replica.position);
  const base = continues ? replica : Replica.empty(replica.kinds);
  const draft = new Draft(base, -1);
  draft.keepOnly(read, version, read.complete);
  draft.put(read);
  return draft.moveTo(head, token, version, keepAfter).with({ window: read.window ?? '' });
}

/** The replica with events that the front end began to read when the position was `asOf`; the position stays. */
export function mergeReading(replica: Replica, reading: Reading, asOf: number): Replica {
  const draft = new Draft(replica, -1);
  if (reading.window !== undefined || reading.complete !== undefined)
    draft.keepOnly({ events: reading.events }, asOf, reading.complete);
  draft.put(reading);
  const merged = draft.done();
  return reading.window === undefined || reading.window === merged.window
    ? merged
    : merged.with({ window: reading.window });
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

/** The keys of items of one kind that differ between two replicas: added, changed or deleted. */
export function changedItems(kind: EntityKind, before: Replica, after: Replica): string[] {
  const [old, now] = [before.of(kind), after.of(kind)];
  if (old === now) return [];
  const keys: string[] = [];
  for (const [key, item] of now) if (old.get(key)?.version !== item.version) keys.push(key);
  for (const key of old.keys()) if (!now.has(key)) keys.push(key);
  return keys;
}

/** {@link changedItems} of events. */
export const changedEvents = (before: Replica, after: Replica): string[] => changedItems(eventKind, before, after);
