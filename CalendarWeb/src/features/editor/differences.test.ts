import { describe, expect, test } from 'vitest';
import type { EventContent } from '@calendar-realtime/realtime';
import { combine, differences } from './differences';

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
  test('differ where they differ, and each change is proposed that only one side made', () => {
    const mine = { ...base, title: 'Design review', location: 'Room 5' };
    const theirs = { ...base, title: 'Review!', start: '2026-11-23T09:30:00', end: '2026-11-23T10:30:00' };
    expect(differences(base, mine, theirs).map(({ part, clash, proposed }) => [part, clash, proposed])).toEqual([
      ['title', true, 'mine'],
      ['when', false, 'theirs'],
      ['location', false, 'mine'],
    ]);
  });

  test('are the same when they say the same', () => {
    expect(differences(base, { ...base, assignees: ['adele'] }, base)).toEqual([]);
  });

  test('are combined part by part, times as a whole, and what the chosen side does not have is left out', () => {
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
