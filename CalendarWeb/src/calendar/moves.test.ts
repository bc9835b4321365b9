import { describe, expect, test } from 'vitest';
import type { EventContent } from '@calendar-realtime/realtime';
import { moved, movedSeries, occurrenceContent, withoutOccurrence } from './moves';

const nobody = '·unassigned';
const here = 'Europe/Berlin';
const event: EventContent = {
  title: 'Review',
  allDay: false,
  start: '2026-11-23T09:00:00',
  end: '2026-11-23T10:00:00',
  timeZone: here,
  assignees: ['adele', 'alex'],
};
const to = (start: string, end: string) => ({ allDay: false, start, end, resized: false });

describe('Moving an event', () => {
  test('sets its time in its own zone, wherever it is looked at from', () => {
    const there = { ...event, timeZone: 'America/New_York' };
    expect(moved(there, to('2026-11-24T09:00:00', '2026-11-24T10:00:00'), here, nobody)).toMatchObject({
      start: '2026-11-24T03:00:00',
      end: '2026-11-24T04:00:00',
      timeZone: 'America/New_York',
    });
  });

  test('keeps how long it lasts across a clock change', () => {
    const night = { ...event, start: '2026-03-28T01:00:00', end: '2026-03-28T04:00:00' };
    expect(moved(night, to('2026-03-29T01:00:00', '2026-03-29T04:00:00'), here, nobody)).toMatchObject({
      start: '2026-03-29T01:00:00',
      end: '2026-03-29T05:00:00',
    });
  });

  test('into the all-day row takes its zone away, and out of it gives it the viewer’s', () => {
    const allDay = moved(event, { ...to('2026-11-25', '2026-11-26'), allDay: true }, here, nobody);
    expect(allDay).toMatchObject({ allDay: true, start: '2026-11-25', end: '2026-11-26' });
    expect('timeZone' in allDay).toBe(false);
    expect(moved(allDay, to('2026-11-25T14:00:00', '2026-11-25T15:00:00'), here, nobody)).toMatchObject({
      allDay: false,
      timeZone: here,
      start: '2026-11-25T14:00:00',
    });
  });

  test('to another person’s row hands it over; to nobody’s takes that person off', () => {
    const still = to(event.start, event.end);
    expect(moved(event, { ...still, from: 'alex', to: 'megan' }, here, nobody).assignees).toEqual(['adele', 'megan']);
    expect(moved(event, { ...still, from: 'alex', to: 'adele' }, here, nobody).assignees).toEqual(['adele']);
    expect(moved(event, { ...still, from: 'alex', to: nobody }, here, nobody).assignees).toEqual(['adele']);
    expect(moved(event, { ...still, from: 'alex', to: 'megan' }, here, nobody).start).toBe(event.start);
  });

  test('resizing changes the edge that was dragged and leaves the other as it was written', () => {
    const resized = { ...to('2026-11-23T09:00:00', '2026-11-23T11:30:00'), resized: true };
    expect(moved(event, resized, here, nobody)).toMatchObject({ start: event.start, end: '2026-11-23T11:30:00' });
  });
});

describe('Moving a series', () => {
  const series: EventContent = {
    ...event,
    recurrence: {
      rules: ['FREQ=WEEKLY;BYDAY=MO'],
      dates: [],
      exceptionDates: ['2026-12-07T09:00:00'],
      overriddenDates: [],
    },
  };
  const third = occurrenceContent(series, { start: '2026-12-14T08:00:00Z', end: '2026-12-14T09:00:00Z' });

  test('an occurrence is content of its own, in the series’ zone', () => {
    expect(third).toEqual({ ...event, start: '2026-12-14T09:00:00', end: '2026-12-14T10:00:00' });
  });

  test('by one of its occurrences moves all of it, with its rule and its exceptions', () => {
    expect(movedSeries(series, third, to('2026-12-15T11:00:00', '2026-12-15T12:00:00'), here, nobody)).toMatchObject({
      start: '2026-11-24T11:00:00',
      end: '2026-11-24T12:00:00',
      recurrence: { rules: ['FREQ=WEEKLY;BYDAY=TU'], exceptionDates: ['2026-12-08T11:00:00'] },
    });
  });

  test('resizing one of its occurrences changes how long each lasts, and moves nothing', () => {
    const target = { ...to('2026-12-14T09:00:00', '2026-12-14T10:30:00'), resized: true };
    expect(movedSeries(series, third, target, here, nobody)).toMatchObject({
      start: series.start,
      end: '2026-11-23T10:30:00',
      recurrence: series.recurrence,
    });
  });

  test('is refused where the rule cannot follow, or single dates were changed already', () => {
    const target = to('2026-12-15T09:00:00', '2026-12-15T10:00:00');
    const monthly = {
      ...series,
      recurrence: { ...series.recurrence, rules: ['FREQ=MONTHLY;BYDAY=2MO'] },
    } as EventContent;
    expect(movedSeries(monthly, third, target, here, nobody)).toBeUndefined();
    const changed = {
      ...series,
      recurrence: { ...series.recurrence, overriddenDates: ['2026-11-30T09:00:00'] },
    } as EventContent;
    expect(movedSeries(changed, third, target, here, nobody)).toBeUndefined();
  });

  test('leaving an occurrence out names its date once', () => {
    const once = withoutOccurrence(series, '2026-12-14T09:00:00');
    expect(once.recurrence?.exceptionDates).toEqual(['2026-12-07T09:00:00', '2026-12-14T09:00:00']);
    expect(withoutOccurrence(once, '2026-12-14T09:00:00')).toEqual(once);
  });
});
