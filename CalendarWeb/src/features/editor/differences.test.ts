import { describe, expect, test } from 'vitest';
import type { EventContent } from '@calendar-realtime/realtime';
import { ownRules } from '@/testing/ownRules';
import { aPerson } from '@/testing/aPerson';
import { combine, differences } from './differences';

const directory = new Map([['adele', aPerson('adele', 'Adele Vance')]]);

const base: EventContent = {
  title: 'Review',
  location: 'Room 4',
  allDay: false,
  start: '2026-11-23T09:00:00',
  end: '2026-11-23T10:00:00',
  timeZone: 'Europe/Berlin',
  assignees: ['adele'],
};

describe('Two versions of an event', () => {
  test('differ in the changed parts, and the side that changed a part is proposed', () => {
    const mine = { ...base, title: 'Design review', location: 'Room 5' };
    const theirs = { ...base, title: 'Review!', start: '2026-11-23T09:30:00', end: '2026-11-23T10:30:00' };
    expect(
      differences(base, mine, theirs, directory).map(({ part, clash, proposed }) => [part, clash, proposed]),
    ).toEqual([
      ['title', true, 'mine'],
      ['when', false, 'theirs'],
      ['location', false, 'mine'],
    ]);
  });

  test('differ in their time if one has time zone rules of its own, which are chosen together with it', () => {
    const theirs = { ...base, timeZoneRules: ownRules };
    expect(differences(base, base, theirs, directory)).toMatchObject([
      { part: 'when', theirs: expect.stringContaining('own time zone rules') as string },
    ]);
    expect(combine(base, theirs, { when: 'mine' })).toEqual(base);
  });

  test('do not differ if their values are equal', () => {
    expect(differences(base, { ...base, assignees: ['adele'] }, base, directory)).toEqual([]);
  });

  test('name people as the directory does, and somebody who was deleted from it as a former person', () => {
    expect(differences(base, { ...base, assignees: ['lee', 'adele'] }, base, directory)).toMatchObject([
      {
        part: 'assignees',
        mine: '\u2068Former person\u2069, \u2068Adele Vance\u2069',
        theirs: '\u2068Adele Vance\u2069',
      },
    ]);
  });

  test('are combined part by part: all times are one part, and a member that the chosen side does not have is left out', () => {
    const { location, ...mine } = { ...base, start: '2026-11-24', end: '2026-11-25', allDay: true };
    const { timeZone, ...allDay } = mine;
    const theirs = { ...base, title: 'Review!', location: 'Room 9' };
    const combined = combine(allDay, theirs, { when: 'mine', location: 'mine', title: 'theirs' });
    expect(combined).toEqual({
      title: 'Review!',
      allDay: true,
      start: '2026-11-24',
      end: '2026-11-25',
      assignees: ['adele'],
    });
    expect([location, timeZone]).toEqual(['Room 4', 'Europe/Berlin']);
  });
});
