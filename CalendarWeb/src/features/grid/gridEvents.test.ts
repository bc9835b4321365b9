import { describe, expect, test } from 'vitest';
import type { Calendar, CalendarEvent } from '@calendar-realtime/realtime';
import { eventKey } from '@calendar-realtime/realtime';
import { ownRules } from '@/testing/ownRules';
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
  role: 'editor',
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

describe('The drawn elements', () => {
  test('have the wall times of the viewer', () => {
    expect(draw({})[0]).toMatchObject({ id: 'team/review', start: '2026-11-23T15:00:00', end: '2026-11-23T16:00:00' });
    expect(draw({}, 'Asia/Tokyo')[0]).toMatchObject({ start: '2026-11-23T23:00:00', end: '2026-11-24T00:00:00' });
  });

  test('follow the time zone rules that an event carries', () => {
    expect(draw({ timeZoneRules: ownRules })[0]).toMatchObject({ start: '2026-11-23T09:40:00' });
  });

  test('of an all-day event are on the same days in every zone', () => {
    const allDay = { allDay: true, start: '2026-12-03', end: '2026-12-05' };
    for (const zone of ['Pacific/Apia', 'America/Los_Angeles'])
      expect(draw(allDay, zone)[0]).toMatchObject({ start: '2026-12-03', end: '2026-12-05' });
  });

  test('of a series are one for each occurrence, with different ids', () => {
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

  test('never end before they begin, also in the hour that a clock change repeats', () => {
    const [drawn] = draw({ start: '2026-10-25T00:50:00', end: '2026-10-25T01:10:00', timeZone: 'UTC' });
    expect(drawn).toMatchObject({ start: '2026-10-25T02:50:00', end: '2026-10-25T02:50:00' });
  });

  test('have the colour of the event or else of its calendar, and readable text', () => {
    expect(draw({})[0]).toMatchObject({ color: '#3b5bdb', textColor: '#ffffff' });
    expect(draw({ color: '#ffd43b' })[0]).toMatchObject({ color: '#ffd43b', textColor: '#000000' });
    expect(draw({ color: 'url(evil)' })[0]?.color).toBe('#3b5bdb');
  });

  test('do not include hidden or unknown calendars, and events without people are in the row of nobody', () => {
    expect(draw({}, 'UTC', ['team'])).toEqual([]);
    expect(draw({ calendarId: 'other' })).toEqual([]);
    expect(draw({ assignees: [] })[0]?.people).toEqual([unassigned]);
  });

  test('include all events that can be drawn, and the others are listed', () => {
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
