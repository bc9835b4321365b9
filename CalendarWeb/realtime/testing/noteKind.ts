import { calendarKind } from '../engine/calendarKind.ts';
import type { Entity, EntityKind, Tombstone } from '../engine/entityKind.ts';
import { forEachKind } from '../engine/entityKind.ts';
import { entityKinds } from '../engine/entityKinds.ts';
import type { Changes } from '../engine/wire.ts';
import { aCalendar, anEvent, aPerson } from './testServer.ts';

export interface Note extends Entity {
  readonly calendarId: string;
  readonly text: string;
}

/** A kind that only the tests have: notes belong to a calendar. */
export const noteKind: EntityKind<Note> = {
  name: 'note',
  plural: 'notes',
  parent: calendarKind,
  isItem: ({ text }) => typeof text === 'string',
};

export const testKinds: readonly EntityKind[] = [...entityKinds, noteKind];

/**
 * Reads `team@41` as a calendar, `team/standup@42` as an event, `note:team/plants@43` or `person:adele@44` as an item of another kind, and
 * `-team/lunch@44` as a deletion, and `*team@45` as a calendar that is to be read in full.
 */
export function items(texts: readonly string[]): Changes {
  const found = texts.map((text) => {
    const [, mark, named, first = '', second, digits] =
      /^([-*]?)(?:(\w+):)?([^/@]+)(?:\/([^@]+))?@(\d+)$/.exec(text) ?? [];
    if (digits === undefined) throw new Error(`'${text}' is no item.`);
    const name = named ?? (second === undefined ? 'calendar' : 'event');
    const item = itemOf(name, first, second, Number(digits), mark === '-');
    return { name, item: mark === '*' ? { ...item, readInFull: true } : item };
  });
  const ofKind = ({ name }: EntityKind) => found.filter((other) => other.name === name).map(({ item }) => item);
  return forEachKind(testKinds, ofKind) as Changes;
}

function itemOf(name: string, first: string, second: string | undefined, version: number, deleted: boolean): Entity {
  if (second === undefined) {
    if (deleted) return tombstone({ id: first, version });
    return name === 'person' ? aPerson(first, version) : aCalendar(first, version);
  }
  const key = { id: second, calendarId: first, version };
  if (deleted) return tombstone(key);
  const note: Note = { ...key, text: `${second} ${version}` };
  return name === 'event' ? anEvent(first, second, version) : note;
}

const tombstone = (key: Entity): Tombstone => ({ ...key, deleted: true });
