// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emptyReplica, mergeChanges, mergeRead } from './replica.ts';
import type { Calendar, CalendarEvent, ChangesPage, Head, Person } from './wire.ts';
import { readPosition, readReload } from './wire.ts';

/** The samples that the services' own tests write and read byte for byte. */
const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../tests/Contracts/${name}`, import.meta.url), 'utf8'));

const eventMembers = [
  'id',
  'calendarId',
  'title',
  'description',
  'location',
  'allDay',
  'start',
  'end',
  'timeZone',
  'category',
  'color',
  'assignees',
  'recurrence',
  'uid',
  'recurrenceId',
  'etag',
  'version',
  'updatedAt',
  'updatedBy',
  'occurrences',
  'occurrencesTruncated',
];

describe('The golden samples', () => {
  test('a page of changes is merged: its items are shown, and its deleted items are removed for good', () => {
    const page = sample('changes.json') as ChangesPage;
    const { epoch, from: version } = page;
    const lunch = { ...(sample('event.json') as CalendarEvent), id: 'lunch', version: 1 };
    const before = mergeRead(emptyReplica, { head: { epoch, version, token: 't' }, calendars: [], events: [lunch] });
    const replica = mergeChanges(before, page);
    expect(replica.position).toEqual({ epoch, version: page.to });
    expect(replica.token).toBe(page.next);
    expect([...replica.calendars.keys()]).toEqual(['team']);
    expect([...replica.events.keys()]).toEqual(['team/standup', 'team/standup-20261130', 'team/offsite']);
    expect([...replica.people.values()]).toEqual([sample('person.json') as Person]);
    expect(replica.tombstones.size).toBe(0);
    expect([page.from, page.to, page.head, page.more]).toEqual([40, 48, 50, true]);
    expect(page.next).toMatch(/./);
  });

  test('a window of events is read, and the types have every member', () => {
    const { items, next } = sample('events.json') as { items: CalendarEvent[]; next?: string };
    expect(next).toBeDefined();
    for (const event of items) for (const name of Object.keys(event)) expect(eventMembers).toContain(name);
    const replica = mergeRead(emptyReplica, { head: sample('head.json') as Head, calendars: [], events: items });
    const [standup, offsite] = items;
    expect(replica.events.get('team/standup')).toEqual(standup);
    expect(standup?.occurrences?.[0]).toEqual({ start: '2026-11-23T08:00:00Z', end: '2026-11-23T08:15:00Z' });
    expect(standup?.occurrencesTruncated).toBe(true);
    expect(offsite?.occurrences).toEqual([{ start: '2026-12-03', end: '2026-12-05' }]);
  });

  test('single events, calendars and the head have the members that the types declare', () => {
    for (const name of ['event.json', 'event-all-day.json'])
      for (const member of Object.keys(sample(name) as CalendarEvent)) expect(eventMembers).toContain(member);
    expect((sample('event.json') as CalendarEvent).recurrence?.overriddenDates).toEqual(['2026-11-30T09:00:00']);
    expect((sample('event-all-day.json') as CalendarEvent).timeZone).toBeUndefined();
    expect((sample('calendars.json') as { items: Calendar[] }).items).toEqual([sample('calendar.json') as Calendar]);
    expect(Object.keys(sample('head.json') as Head).sort()).toEqual(['epoch', 'token', 'version']);
  });

  test('a push is read', () => {
    expect(readReload(sample('reload.json'))).toEqual(sample('reload.json'));
  });
});

describe('A push or a header', () => {
  test('is refused if it is not a valid push', () => {
    for (const value of [
      null,
      'reload',
      [],
      {},
      { epoch: '', version: 2 },
      { version: 2 },
      { epoch: 'e', version: -1 },
      { epoch: 'e', version: '2' },
      { epoch: 'e', version: 2.5 },
    ])
      expect(readReload(value)).toBeUndefined();
  });

  test('may have unknown members', () => {
    expect(readReload({ epoch: 'e', version: 4, tomorrow: true })).toEqual({ epoch: 'e', version: 4 });
  });

  test('is read as a position, and an invalid header is ignored', () => {
    expect(readPosition('k3v9x2qd7m4h.50')).toEqual({ epoch: 'k3v9x2qd7m4h', version: 50 });
    for (const header of [null, '', 'e', 'e.', '.5', 'e.5.6', 'e.-1', 'e.5x'])
      expect(readPosition(header)).toBeUndefined();
  });
});
