import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CalendarApi, CalendarEvent } from '@calendar-realtime/realtime';
import { ApiError, windowKey } from '@calendar-realtime/realtime';
import { aCalendar, anEvent } from '@calendar-realtime/realtime/testing';
import { Workspace } from './workspace';

/** A connection that is never made. */
const connection = () => ({ connect: () => undefined, disconnect: () => undefined, renewToken: () => undefined });

const occurrences = [{ start: '2026-11-23', end: '2026-11-24' }];
const series = (version: number): CalendarEvent => ({
  ...anEvent('c1', 'weekly', version),
  recurrence: { rules: ['FREQ=WEEKLY'], dates: [], exceptionDates: [], overriddenDates: [] },
});

/** An API with one calendar and one series in it, which is at version 2 when read and changed to 3 afterwards. */
function apiThatExpands(expand: () => CalendarEvent) {
  const asked = { events: 0 };
  const fake: Partial<CalendarApi> = {
    head: () => Promise.resolve({ epoch: 'e1', version: 2, token: 't2' }),
    calendars: () => Promise.resolve([aCalendar('c1')]),
    people: () => Promise.resolve([]),
    eventsOfEach: (ids, window) =>
      Promise.resolve({
        events: [{ ...series(2), occurrences, window: windowKey(window) }],
        complete: ids,
        failed: new Map(),
      }),
    changes: (since) => {
      const news = since === 't2';
      const events = news ? [series(3)] : [];
      return Promise.resolve({
        epoch: 'e1',
        from: news ? 2 : 3,
        to: 3,
        head: 3,
        next: 't3',
        more: false,
        calendars: [],
        events,
      });
    },
    event: async (_, __, window) => {
      asked.events++;
      return Promise.resolve({ ...expand(), window: windowKey(window) });
    },
  };
  return { api: fake as CalendarApi, asked };
}

async function opened(api: CalendarApi) {
  const workspace = new Workspace(api, 'Europe/Berlin');
  const stop = workspace.start({ url: '/api', accessToken: () => Promise.resolve('token'), connection });
  workspace.show('2026-11-23', '2026-11-30');
  await vi.waitFor(() => expect(workspace.getState().events.get('c1/weekly')?.version).toBe(3));
  return { stop, shown: () => workspace.getState().events.get('c1/weekly') };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a changed series whose occurrences could not be read for a moment is soon drawn again', async () => {
  let away = true;
  const { api } = apiThatExpands(() => {
    if (away) throw new ApiError(503, {});
    return { ...series(3), occurrences };
  });
  const { stop, shown } = await opened(api);
  expect(shown()?.occurrences).toBeUndefined();

  away = false;
  await vi.advanceTimersByTimeAsync(6_000);

  expect(shown()?.occurrences).toEqual(occurrences);
  stop();
});

it('occurrences that the service refuses are not requested again', async () => {
  const { api, asked } = apiThatExpands(() => {
    throw new ApiError(400, {});
  });
  const { stop } = await opened(api);

  await vi.advanceTimersByTimeAsync(60_000);

  expect(asked.events).toBe(1);
  stop();
});
