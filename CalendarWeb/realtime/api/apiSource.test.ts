import { describe, expect, test } from 'vitest';
import type { CalendarEvent } from '../engine/wire.ts';
import { aCalendar, anEvent, aPerson } from '../testing/testServer.ts';
import { apiSource } from './apiSource.ts';
import type { CalendarApi } from './calendarApi.ts';
import { ApiError } from './apiError.ts';
import { windowKey } from './calendarApi.ts';

const window = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
const occurrences = [{ start: '2026-11-23', end: '2026-11-24' }];
const recurrence = { rules: ['FREQ=WEEKLY'], dates: [], exceptionDates: [], overriddenDates: [] };
const { signal } = new AbortController();

/** An API that knows the occurrences of every event but one, and what it was asked. */
function apiThatExpandsAllBut(refused: string) {
  const asked: string[] = [];
  const api: Partial<CalendarApi> = {
    calendars: () => Promise.resolve([aCalendar('team'), aCalendar('other')]),
    people: () => Promise.resolve([aPerson('adele')]),
    eventsOf: (ids) => Promise.resolve(ids.map((id) => anEvent(id, 'a', 1))),
    event: (calendarId, id) => {
      asked.push(id);
      if (id === refused) return Promise.reject(new ApiError(404, {}));
      return Promise.resolve({ ...anEvent(calendarId, id, 7), recurrence, occurrences, window: windowKey(window) });
    },
  };
  return { source: apiSource(api as CalendarApi, window), asked };
}

describe('The source of one window', () => {
  test('reads all calendars, the directory, and the events in the window', async () => {
    const { calendars, people, events, window: key } = await apiThatExpandsAllBut('').source.readAll(signal);
    expect(calendars.map(({ id }) => id)).toEqual(['team', 'other']);
    expect(people?.map(({ id }) => id)).toEqual(['adele']);
    expect(events.map(({ calendarId }) => calendarId)).toEqual(['team', 'other']);
    expect(key).toBe(windowKey(window));
  });

  test('requests the occurrences of changed series only, and keeps a series whose occurrences it does not get', async () => {
    const { source, asked } = apiThatExpandsAllBut('refused');
    const series = (id: string): CalendarEvent => ({ ...anEvent('team', id, 7), recurrence });
    const ready = { ...series('ready'), occurrences, window: windowKey(window) };
    const ofAnotherWindow = { ...series('elsewhere'), occurrences: [], window: 'october' };
    const gone = { id: 'gone', calendarId: 'team', version: 8, deleted: true } as const;
    const events = [anEvent('team', 'single', 7), series('weekly'), series('refused'), ready, ofAnotherWindow, gone];

    const prepared = await source.prepare?.({ calendars: [], events }, signal);

    expect(asked.toSorted()).toEqual(['elsewhere', 'refused', 'weekly']);
    const expanded = (id: string) => ({ ...series(id), occurrences, window: windowKey(window) });
    expect(prepared?.events).toEqual([
      events[0],
      expanded('weekly'),
      series('refused'),
      ready,
      expanded('elsewhere'),
      gone,
    ]);
  });
});
