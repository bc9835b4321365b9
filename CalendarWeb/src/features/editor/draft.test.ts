import { describe, expect, test } from 'vitest';
import type { EventContent } from '@calendar-realtime/realtime';
import { ownRules } from '@/testing/ownRules';
import { contentOf, draftOf, problemsOf, timesOf, withStart } from './draft';

const berlin = 'Europe/Berlin';
const timed: EventContent = {
  title: 'Review',
  location: 'Room 4',
  allDay: false,
  start: '2026-11-23T09:00:00',
  end: '2026-11-23T10:30:00',
  timeZone: 'America/New_York',
  assignees: ['adele'],
  uid: 'review@example.com',
};
const allDay: EventContent = { title: 'Offsite', allDay: true, start: '2026-12-03', end: '2026-12-05', assignees: [] };

describe('A draft', () => {
  test('that was not changed has the same content as its event', () => {
    for (const content of [timed, allDay, { ...timed, timeZoneRules: ownRules }])
      expect(contentOf(draftOf('team', content, berlin), content)).toEqual(content);
    const series: EventContent = {
      ...timed,
      recurrence: {
        rules: ['FREQ=WEEKLY;WKST=SU;BYDAY=MO'],
        dates: ['2026-11-28T09:00:00'],
        exceptionDates: ['2026-12-07T09:00:00'],
        overriddenDates: ['2026-12-14T09:00:00'],
      },
    };
    expect(contentOf(draftOf('team', series, berlin), series)).toEqual(series);
  });

  test('shows the last day of an all-day event, not the exclusive end', () => {
    const draft = draftOf('team', allDay, berlin);
    expect(draft.endDate).toBe('2026-12-04');
    expect(timesOf(draft)).toEqual({ start: '2026-12-03', end: '2026-12-05' });
  });

  test('keeps its length when its start moves, across midnight and a clock change', () => {
    const draft = withStart(draftOf('team', timed, berlin), '2026-11-24', '23:00');
    expect(timesOf(draft)).toEqual({ start: '2026-11-24T23:00:00', end: '2026-11-25T00:30:00' });
    expect(withStart(draft, '', '23:00')).toMatchObject({ startDate: '', endDate: draft.endDate });
  });

  test('that becomes all-day loses its zone, and the exception dates of its series lose their times', () => {
    const series: EventContent = {
      ...timed,
      recurrence: { rules: ['FREQ=DAILY'], dates: [], exceptionDates: ['2026-12-25T09:00:00'], overriddenDates: [] },
    };
    const content = contentOf({ ...draftOf('team', series, berlin), allDay: true }, series);
    expect(content).toMatchObject({ allDay: true, start: '2026-11-23', end: '2026-11-24' });
    expect(content.timeZone).toBeUndefined();
    expect(content.recurrence?.exceptionDates).toEqual(['2026-12-25']);
  });

  test('without a recurrence sends none, and an empty field is not sent', () => {
    const draft = { ...draftOf('team', timed, berlin), location: ' ' };
    const content = contentOf(draft, timed);
    expect(content.recurrence).toBeUndefined();
    expect('location' in content).toBe(false);
    expect(content.uid).toBe('review@example.com');
  });

  test('names each field that is missing or invalid', () => {
    const draft = draftOf('team', timed, berlin);
    expect(problemsOf(draft)).toEqual({});
    expect(Object.keys(problemsOf({ ...draft, title: '  ' }))).toEqual(['title']);
    expect(Object.keys(problemsOf({ ...draft, endTime: '08:00' }))).toEqual(['end']);
    expect(Object.keys(problemsOf({ ...draft, startTime: '' }))).toEqual(['start']);
    expect(Object.keys(problemsOf({ ...draft, timeZone: 'Mars/Olympus' }))).toEqual(['timeZone']);
    expect(Object.keys(problemsOf({ ...draft, allDay: true, endDate: '2026-11-22' }))).toEqual(['end']);
    const repetition = { preset: 'custom', rule: 'every monday', until: '' } as const;
    expect(Object.keys(problemsOf({ ...draft, repetition }))).toEqual(['recurrence']);
  });
});
