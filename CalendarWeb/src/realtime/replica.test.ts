import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedEvents, emptyReplica, eventKey, mergeChanges, mergeRead } from './replica';
import { aCalendar, anEvent, TestServer } from './testServer';
import type { ChangesPage } from './wire';

const changes = (...events: ChangesPage['events']) => ({ calendars: [], events });
const deleted = (calendarId: string, id: string, version: number) =>
  ({ id, calendarId, version, deleted: true }) as const;

describe('Merging', () => {
  test('keeps the higher version, whichever came first', () => {
    const newer = mergeChanges(emptyReplica('e'), changes(anEvent('c', 'a', 5)));
    expect(mergeChanges(newer, changes(anEvent('c', 'a', 4)))).toBe(newer);
    expect(mergeChanges(newer, changes(anEvent('c', 'a', 6))).events.get('c/a')?.version).toBe(6);
  });

  test('the same page twice changes nothing the second time', () => {
    const page = changes(anEvent('c', 'a', 1), deleted('c', 'b', 2));
    const once = mergeChanges(emptyReplica('e'), page);
    expect(mergeChanges(once, page)).toBe(once);
  });

  test('a late answer does not bring back what was deleted', () => {
    const gone = mergeChanges(emptyReplica('e'), changes(anEvent('c', 'a', 1), deleted('c', 'a', 2)));
    expect(mergeChanges(gone, changes(anEvent('c', 'a', 1))).events.size).toBe(0);
    expect(mergeRead(gone, { asOf: 1, events: [anEvent('c', 'a', 1)] }).events.size).toBe(0);
  });

  test('a deleted calendar takes its events with it, and late ones do not come back', () => {
    let replica = mergeChanges(emptyReplica('e'), { calendars: [aCalendar('c', 1)], events: [anEvent('c', 'a', 2)] });
    replica = mergeChanges(replica, { calendars: [{ id: 'c', version: 3, deleted: true }], events: [] });
    expect(replica.events.size).toBe(0);
    expect(mergeChanges(replica, changes(anEvent('c', 'b', 2))).events.size).toBe(0);
  });

  test('occurrences are not lost to an answer of the same version without them, and give way to those of another window', () => {
    const expanded = {
      ...anEvent('c', 'a', 1),
      occurrences: [{ start: '2026-11-23', end: '2026-11-24' }],
      window: 'w1',
    };
    const replica = mergeChanges(emptyReplica('e'), changes(expanded));
    expect(mergeChanges(replica, changes(anEvent('c', 'a', 1)))).toBe(replica);
    const other = mergeChanges(replica, changes({ ...expanded, window: 'w2' }));
    expect(other.events.get('c/a')?.window).toBe('w2');
  });

  test('a full read removes what is no longer there, but nothing newer than itself', () => {
    const replica = mergeChanges(emptyReplica('e'), {
      calendars: [aCalendar('old', 1), aCalendar('new', 9)],
      events: [anEvent('c', 'old', 2), anEvent('c', 'new', 8)],
    });
    const read = mergeRead(replica, { asOf: 5, calendars: [], events: [] });
    expect([...read.calendars.keys()]).toEqual(['new']);
    expect([...read.events.keys()]).toEqual(['c/new']);
  });

  test('a window read leaves the calendars alone', () => {
    const replica = mergeChanges(emptyReplica('e'), { calendars: [aCalendar('c', 1)], events: [] });
    expect(mergeRead(replica, { asOf: 5, events: [] }).calendars.size).toBe(1);
  });

  test('names exactly the events that differ', () => {
    const before = mergeChanges(
      emptyReplica('e'),
      changes(anEvent('c', 'a', 1), anEvent('c', 'b', 2), anEvent('c', 'd', 3)),
    );
    const after = mergeChanges(before, changes(anEvent('c', 'a', 4), anEvent('c', 'n', 5), deleted('c', 'b', 6)));
    expect(changedEvents(before, after).sort()).toEqual(['c/a', 'c/b', 'c/n']);
  });

  test('pages in any order, any number of times, come to the same', () => {
    const history = fc.array(fc.record({ put: fc.boolean(), pick: fc.nat(30) }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(history, fc.array(fc.nat(60), { maxLength: 60 }), (steps, order) => {
        const server = new TestServer();
        server.pageSize = 1;
        server.putCalendar('c');
        const pages: ChangesPage[] = [];
        const collect = () => {
          const page = server.changes(`${server.epoch} ${server.version - 1}`);
          if (page !== 'expired') pages.push(page);
        };
        collect();
        for (const { put, pick } of steps) {
          const keys = [...server.events.keys()];
          const key = keys[pick % Math.max(1, keys.length)];
          if (!put && key !== undefined) server.deleteEvent(key);
          else server.putEvent('c', put && key !== undefined && pick % 2 === 0 ? key.slice(2) : server.newId());
          collect();
        }
        let replica = emptyReplica('e1');
        for (const index of order) {
          const page = pages[index % pages.length];
          if (page !== undefined) replica = mergeChanges(replica, page);
        }
        for (const page of [...pages].reverse()) replica = mergeChanges(replica, page);
        expect([...replica.events.values()].map((event) => `${eventKey(event)} ${event.version}`).sort()).toEqual(
          [...server.events.values()].map((event) => `${eventKey(event)} ${event.version}`).sort(),
        );
      }),
    );
  });
});
