import { describe, expect, test } from 'vitest';
import type { Calendar, CalendarEvent } from '@calendar-realtime/realtime';
import { eventKey } from '@calendar-realtime/realtime';
import { gridEvents, unassigned } from './gridEvents';

const team: Calendar = {
  id: 'team',
  name: 'Team',
  color: '#3b5bdb',
  timeZone: 'Europe/Berlin',
  etag: '"1"',
  version: 1,
  updatedAt: '',
  updatedBy: '',
};
const review: CalendarEvent = {
  id: 'review',
  calendarId: 'team',
  title: 'Review',
  allDay: false,
  start: '2026-11-23T09:00:00',
  end: '2026-11-23T10:00:00',
  timeZone: 'America/New_York',
  assignees: ['adele'],
  etag: '"2"',
  version: 2,
  updatedAt: '',
  updatedBy: '',
};
const all = (events: Partial<CalendarEvent>[], zone = 'Europe/Berlin', hidden: string[] = []) => {
  const whole = events.map((event) => ({ ...review, ...event }));
  return gridEvents(new Map(whole.map((event) => [eventKey(event), event])), [team], new Set(hidden), zone);
};
const draw = (event: Partial<CalendarEvent>, zone?: string, hidden?: string[]) => all([event], zone, hidden).drawn;

describe('What is drawn', () => {
  test('is on the viewer’s wall', () => {
    expect(draw({})[0]).toMatchObject({ id: 'team/review', start: '2026-11-23T15:00:00', end: '2026-11-23T16:00:00' });
    expect(draw({}, 'Asia/Tokyo')[0]).toMatchObject({ start: '2026-11-23T23:00:00', end: '2026-11-24T00:00:00' });
  });

  test('an all-day event is on the same days for everyone', () => {
    const allDay = { allDay: true, start: '2026-12-03', end: '2026-12-05' };
    for (const zone of ['Pacific/Apia', 'America/Los_Angeles'])
      expect(draw(allDay, zone)[0]).toMatchObject({ start: '2026-12-03', end: '2026-12-05' });
  });

  test('a series is drawn once for every occurrence, each with its own id', () => {
    const drawn = draw({
      recurrence: { rules: ['FREQ=DAILY'], dates: [], exceptionDates: [], overriddenDates: [] },
      occurrences: [
        { start: '2026-03-28T08:00:00Z', end: '2026-03-28T09:00:00Z' },
        { start: '2026-03-29T07:00:00Z', end: '2026-03-29T08:00:00Z' },
      ],
    });
    expect(drawn.map(({ id, start }) => [id, start])).toEqual([
      ['team/review/2026-03-28T08:00:00Z', '2026-03-28T09:00:00'],
      ['team/review/2026-03-29T07:00:00Z', '2026-03-29T09:00:00'],
    ]);
  });

  test('never ends before it begins, also in the hour that a clock goes back', () => {
    const [drawn] = draw({ start: '2026-10-25T00:50:00', end: '2026-10-25T01:10:00', timeZone: 'UTC' });
    expect(drawn).toMatchObject({ start: '2026-10-25T02:50:00', end: '2026-10-25T02:50:00' });
  });

  test('has its own colour before its calendar’s, and text that can be read on it', () => {
    expect(draw({})[0]).toMatchObject({ color: '#3b5bdb', textColor: '#ffffff' });
    expect(draw({ color: '#ffd43b' })[0]).toMatchObject({ color: '#ffd43b', textColor: '#000000' });
    expect(draw({ color: 'url(evil)' })[0]?.color).toBe('#3b5bdb');
  });

  test('is nothing of a calendar that is switched off or gone, and is in nobody’s row without people', () => {
    expect(draw({}, 'UTC', ['team'])).toEqual([]);
    expect(draw({ calendarId: 'other' })).toEqual([]);
    expect(draw({ assignees: [] })[0]?.people).toEqual([unassigned]);
  });

  test('is everything but what cannot be drawn, which is named', () => {
    const recurrence = { rules: ['FREQ=DAILY'], dates: [], exceptionDates: [], overriddenDates: [] };
    const { drawn, undrawn } = all([
      { id: 'odd-zone', timeZone: 'Mars/Olympus' },
      { id: 'odd-date', start: '2026-13-45T09:00:00' },
      { id: 'unexpanded', recurrence, occurrences: [], occurrencesTruncated: true },
      {
        id: 'partly',
        recurrence,
        occurrences: [{ start: '2026-03-28T08:00:00Z', end: '2026-03-28T09:00:00Z' }],
        occurrencesTruncated: true,
      },
      { id: 'good' },
    ]);
    expect(drawn.map(({ key }) => key)).toEqual(['team/partly', 'team/good']);
    expect(undrawn.map(({ id }) => id)).toEqual(['odd-zone', 'odd-date', 'unexpanded', 'partly']);
  });
});
