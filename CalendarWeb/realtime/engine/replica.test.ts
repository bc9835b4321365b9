import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Replica } from './replica.ts';
import {
  canMerge,
  changedEvents,
  emptyReplica,
  eventKey,
  mergeChanges,
  mergeRead,
  mergeReading,
  mergeWritten,
  moveTo,
} from './replica.ts';
import { aCalendar, anEvent, TestServer } from '../testing/testServer.ts';
import type { Calendar, CalendarEvent, Changes, ChangesPage } from './wire.ts';

const deleted = (calendarId: string, id: string, version: number) =>
  ({ id, calendarId, version, deleted: true }) as const;
const changes = (...events: Changes['events']): Changes => ({ calendars: [], events });
const page = (from: number, to: number, { calendars, events }: Changes): ChangesPage => ({
  epoch: 'e',
  from,
  to,
  head: to,
  next: `t${to}`,
  more: false,
  calendars,
  events,
});
const readAt = (version: number, calendars: readonly Calendar[], events: readonly CalendarEvent[], epoch = 'e') => ({
  head: { epoch, version, token: `t${version}` },
  calendars,
  events,
});
const at = (version: number, ...events: CalendarEvent[]): Replica =>
  mergeRead(emptyReplica, readAt(version, [aCalendar('c', 0)], events));
const series = { occurrences: [{ start: '2026-11-23', end: '2026-11-24' }], window: 'w1' };

describe('Changes', () => {
  test('are merged if they continue the replica, and otherwise refused: there is never a gap', () => {
    expect(canMerge(at(5), page(5, 7, changes()))).toBe(true);
    expect(canMerge(at(5), page(3, 7, changes()))).toBe(true);
    expect(canMerge(at(5), page(6, 7, changes()))).toBe(false);
    expect(canMerge(at(5), { ...page(5, 7, changes()), epoch: 'f' })).toBe(false);
    expect(() => mergeChanges(at(5), page(6, 7, changes()))).toThrow();
  });

  test('have no effect if the same page comes twice, or an older page comes later', () => {
    const once = mergeChanges(
      at(5, anEvent('c', 'a', 5)),
      page(5, 7, changes(anEvent('c', 'a', 7), deleted('c', 'b', 6))),
    );
    expect(once.events.get('c/a')?.version).toBe(7);
    expect(mergeChanges(once, page(5, 7, changes(anEvent('c', 'a', 7))))).toBe(once);
    expect(mergeChanges(once, page(5, 6, changes(anEvent('c', 'a', 6))))).toBe(once);
  });

  test('that delete a calendar remove its events, too', () => {
    const gone = { calendars: [{ id: 'c', version: 6, deleted: true }], events: [] } as const;
    const replica = mergeChanges(at(5, anEvent('c', 'a', 2)), page(5, 6, gone));
    expect([replica.calendars.size, replica.events.size]).toEqual([0, 0]);
  });

  test('that are deletions before the position are dropped, unless a current read may not include them', () => {
    const gone = page(5, 6, changes(deleted('c', 'a', 6)));
    expect(mergeChanges(at(5, anEvent('c', 'a', 2)), gone).tombstones.size).toBe(0);
    const kept = mergeChanges(at(5, anEvent('c', 'a', 2)), gone, 5);
    expect(mergeReading(kept, { events: [anEvent('c', 'a', 2)], window: 'w' }, 5).events.size).toBe(0);
    expect(mergeChanges(kept, page(6, 7, changes())).tombstones.size).toBe(0);
  });
});

describe('An own write', () => {
  test('is shown at once, and the position stays the same', () => {
    const replica = mergeWritten(at(5), changes(anEvent('c', 'mine', 7)));
    expect(replica.events.has('c/mine')).toBe(true);
    expect(replica.position?.version).toBe(5);
    expect(moveTo(replica, 7).position?.version).toBe(7);
  });

  test('is not shown again if its answer comes after a deletion by somebody else', () => {
    const replica = mergeChanges(at(5), page(5, 8, changes(deleted('c', 'mine', 8))));
    expect(mergeWritten(replica, changes(anEvent('c', 'mine', 7))).events.size).toBe(0);
  });

  test('that deletes an item is not undone by an earlier answer', () => {
    const replica = mergeWritten(at(5, anEvent('c', 'a', 3)), changes(deleted('c', 'a', 7)));
    expect(mergeChanges(replica, page(5, 6, changes(anEvent('c', 'a', 6)))).events.size).toBe(0);
  });
});

describe('A full read', () => {
  test('removes what no longer exists, but nothing that is newer than the read', () => {
    const ahead = mergeWritten(at(5, anEvent('c', 'old', 2)), {
      calendars: [aCalendar('new', 9)],
      events: [anEvent('c', 'new', 8)],
    });
    const read = mergeRead(ahead, readAt(6, [], []));
    expect([...read.calendars.keys()]).toEqual(['new']);
    expect([...read.events.keys()]).toEqual(['c/new']);
  });

  test('of another epoch, or of an earlier position, replaces everything', () => {
    const held = mergeWritten(at(5), changes(anEvent('c', 'mine', 9)));
    expect(mergeRead(held, readAt(6, [], [], 'f')).events.size).toBe(0);
    expect(mergeRead(held, readAt(4, [], [])).events.size).toBe(0);
  });
});

describe('A read of the front end', () => {
  test('adds the events of its window, drops the others, and does not change the calendars', () => {
    const replica = mergeReading(at(5, anEvent('c', 'out', 2)), { events: [anEvent('c', 'in', 3)], window: 'w' }, 5);
    expect([...replica.events.keys()]).toEqual(['c/in']);
    expect([replica.window, replica.calendars.size]).toEqual(['w', 1]);
  });

  test('of single events drops nothing', () => {
    const replica = mergeReading(at(5, anEvent('c', 'a', 2)), { events: [anEvent('c', 'b', 3)] }, 5);
    expect(replica.events.size).toBe(2);
  });

  test('keeps occurrences if an answer of the same version has none, and replaces them by those of another window', () => {
    const replica = at(5, { ...anEvent('c', 'a', 1), ...series });
    expect(mergeReading(replica, { events: [anEvent('c', 'a', 1)] }, 5)).toBe(replica);
    const other = mergeReading(replica, { events: [{ ...anEvent('c', 'a', 1), ...series, window: 'w2' }] }, 5);
    expect(other.events.get('c/a')?.window).toBe('w2');
  });
});

test('The list of changed events has exactly the events that differ', () => {
  const before = at(5, anEvent('c', 'a', 1), anEvent('c', 'b', 2), anEvent('c', 'd', 3));
  const after = mergeChanges(
    before,
    page(5, 8, changes(anEvent('c', 'a', 6), anEvent('c', 'n', 7), deleted('c', 'b', 8))),
  );
  expect(changedEvents(before, after).sort()).toEqual(['c/a', 'c/b', 'c/n']);
});

test('Pages in any order and any number never make the replica older, and always have the same result', () => {
  const history = fc.array(fc.record({ put: fc.boolean(), pick: fc.nat(30) }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(history, fc.array(fc.nat(60), { maxLength: 60 }), (steps, order) => {
      const server = new TestServer();
      server.pageSize = 1;
      server.putCalendar('c');
      let replica = mergeRead(emptyReplica, { head: server.head(), ...server.read() });
      const pages: ChangesPage[] = [];
      for (const { put, pick } of steps) {
        const keys = [...server.events.keys()];
        const key = keys[pick % Math.max(1, keys.length)];
        if (!put && key !== undefined) server.deleteEvent(key);
        else server.putEvent('c', put && key !== undefined && pick % 2 === 0 ? key.slice(2) : server.newId());
        const next = server.changes(`${server.epoch} ${server.version - 1}`);
        if (next !== 'expired') pages.push(next);
      }
      const merge = (next: ChangesPage | undefined) => {
        if (next === undefined || !canMerge(replica, next)) return;
        const before = replica;
        replica = mergeChanges(replica, next);
        expect(replica.position?.version).toBeGreaterThanOrEqual(before.position?.version ?? 0);
      };
      for (const index of order) merge(pages[index % pages.length]);
      for (const next of pages) merge(next);
      expect([...replica.events.values()].map((event) => `${eventKey(event)} ${event.version}`).sort()).toEqual(
        [...server.events.values()].map((event) => `${eventKey(event)} ${event.version}`).sort(),
      );
      expect(replica.tombstones.size).toBe(0);
    }),
  );
});

describe('A read that is not complete', () => {
  const held = at(5, anEvent('c', 'gone', 2), anEvent('d', 'kept', 2));

  test('keeps the events of calendars that it did not read', () => {
    const read = { events: [anEvent('c', 'new', 4)], window: 'w', complete: ['c'] };
    expect([...mergeReading(held, read, 5).events.keys()].toSorted()).toEqual(['c/new', 'd/kept']);
    const all = { ...readAt(6, [aCalendar('c', 0), aCalendar('d', 0)], [anEvent('c', 'new', 4)]), complete: ['c'] };
    expect([...mergeRead(held, all).events.keys()].toSorted()).toEqual(['c/new', 'd/kept']);
  });

  test('of single calendars does not change the window and the calendars', () => {
    const merged = mergeReading(held.with({ window: 'w' }), { events: [], complete: ['d'] }, 5);
    expect([...merged.events.keys()]).toEqual(['c/gone']);
    expect(merged.window).toBe('w');
    expect(merged.calendars.size).toBe(1);
  });
});
