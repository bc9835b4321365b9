import { describe, expect, test } from 'vitest';
import type { EventContent } from '@calendar-realtime/realtime';
import { ownRules } from '@/testing/ownRules';
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
  test('sets its time in its own zone, whatever the zone of the viewer is', () => {
    const there = { ...event, timeZone: 'America/New_York' };
    expect(moved(there, to('2026-11-24T09:00:00', '2026-11-24T10:00:00'), here, nobody)).toMatchObject({
      start: '2026-11-24T03:00:00',
      end: '2026-11-24T04:00:00',
      timeZone: 'America/New_York',
    });
  });

  test('keeps its length across a clock change', () => {
    const night = { ...event, start: '2026-03-28T01:00:00', end: '2026-03-28T04:00:00' };
    expect(moved(night, to('2026-03-29T01:00:00', '2026-03-29T04:00:00'), here, nobody)).toMatchObject({
      start: '2026-03-29T01:00:00',
      end: '2026-03-29T05:00:00',
    });
  });

  test('into the all-day row removes its zone, and out of it sets the zone of the viewer', () => {
    const allDay = moved(event, { ...to('2026-11-25', '2026-11-26'), allDay: true }, here, nobody);
    expect(allDay).toMatchObject({ allDay: true, start: '2026-11-25', end: '2026-11-26' });
    expect('timeZone' in allDay).toBe(false);
    expect(moved(allDay, to('2026-11-25T14:00:00', '2026-11-25T15:00:00'), here, nobody)).toMatchObject({
      allDay: false,
      timeZone: here,
      start: '2026-11-25T14:00:00',
    });
  });

  test('to the row of another person replaces the person, and to the row of nobody removes the person', () => {
    const still = to(event.start, event.end);
    expect(moved(event, { ...still, from: 'alex', to: 'megan' }, here, nobody).assignees).toEqual(['adele', 'megan']);
    expect(moved(event, { ...still, from: 'alex', to: 'adele' }, here, nobody).assignees).toEqual(['adele']);
    expect(moved(event, { ...still, from: 'alex', to: nobody }, here, nobody).assignees).toEqual(['adele']);
    expect(moved(event, { ...still, from: 'alex', to: 'megan' }, here, nobody).start).toBe(event.start);
  });

  test('by one edge changes that edge and leaves the other unchanged', () => {
    const resized = { ...to('2026-11-23T09:00:00', '2026-11-23T11:30:00'), resized: true };
    expect(moved(event, resized, here, nobody)).toMatchObject({ start: event.start, end: '2026-11-23T11:30:00' });
  });
});

describe('Moving an event with time zone rules of its own', () => {
  const own = { ...event, timeZoneRules: ownRules };

  test('sets its time by these rules and keeps them', () => {
    const there = moved(own, to('2026-11-24T09:00:00', '2026-11-24T10:00:00'), here, nobody);
    expect(there).toEqual({ ...own, start: '2026-11-24T08:20:00', end: '2026-11-24T09:20:00' });
  });

  test('leaves its time as it is when the event is dropped where it was', () => {
    expect(moved(own, to('2026-11-23T09:40:00', '2026-11-23T10:40:00'), here, nobody)).toEqual(own);
  });

  test('into the all-day row removes the rules together with the zone', () => {
    const allDay = moved(own, { ...to('2026-11-25', '2026-11-26'), allDay: true }, here, nobody);
    expect('timeZone' in allDay || 'timeZoneRules' in allDay).toBe(false);
  });

  test('moves or resizes a series by these rules, also its last day and its exceptions', () => {
    const series: EventContent = {
      ...own,
      recurrence: {
        rules: ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20261228T084000Z'],
        dates: [],
        exceptionDates: ['2026-12-07T09:00:00'],
        overriddenDates: [],
      },
    };
    const third = occurrenceContent(series, { start: '2026-12-14T08:40:00Z', end: '2026-12-14T09:40:00Z' });
    expect(third).toEqual({ ...own, start: '2026-12-14T09:00:00', end: '2026-12-14T10:00:00' });

    const target = to('2026-12-15T09:40:00', '2026-12-15T10:40:00');
    expect(movedSeries(series, third, target, here, nobody)).toEqual({
      ...series,
      start: '2026-11-24T09:00:00',
      end: '2026-11-24T10:00:00',
      recurrence: {
        ...series.recurrence,
        rules: ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229T233959Z'],
        exceptionDates: ['2026-12-08T09:00:00'],
      },
    });
    const longer = { ...to('2026-12-14T09:40:00', '2026-12-14T11:10:00'), resized: true };
    expect(movedSeries(series, third, longer, here, nobody)).toEqual({ ...series, end: '2026-11-23T10:30:00' });
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

  test('begins with an occurrence as content of its own, in the zone of the series', () => {
    expect(third).toEqual({ ...event, start: '2026-12-14T09:00:00', end: '2026-12-14T10:00:00' });
  });

  test('by one of its occurrences moves the series, its rule and its exception dates', () => {
    expect(movedSeries(series, third, to('2026-12-15T11:00:00', '2026-12-15T12:00:00'), here, nobody)).toMatchObject({
      start: '2026-11-24T11:00:00',
      end: '2026-11-24T12:00:00',
      recurrence: { rules: ['FREQ=WEEKLY;BYDAY=TU'], exceptionDates: ['2026-12-08T11:00:00'] },
    });
  });

  test('by one edge of an occurrence changes the length of all occurrences, and does not move them', () => {
    const target = { ...to('2026-12-14T09:00:00', '2026-12-14T10:30:00'), resized: true };
    expect(movedSeries(series, third, target, here, nobody)).toMatchObject({
      start: series.start,
      end: '2026-11-23T10:30:00',
      recurrence: series.recurrence,
    });
  });

  test('is refused if the rule cannot be moved, or if the series has overrides', () => {
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

  test('adds the date of a removed occurrence only once', () => {
    const once = withoutOccurrence(series, '2026-12-14T09:00:00');
    expect(once.recurrence?.exceptionDates).toEqual(['2026-12-07T09:00:00', '2026-12-14T09:00:00']);
    expect(withoutOccurrence(once, '2026-12-14T09:00:00')).toEqual(once);
  });
});
