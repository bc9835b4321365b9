import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CalendarApi, PushOptions, Window } from '@calendar-realtime/realtime';
import { ApiError, windowKey } from '@calendar-realtime/realtime';
import { aCalendar, anEvent } from '@calendar-realtime/realtime/testing';
import { Workspace } from './workspace';

/** An API with two calendars that have one event each day; `fails` decides which reads fail. */
function api(fails: (calendarId: string, window: Window) => Error | undefined) {
  const asked: string[] = [];
  const fake: Partial<CalendarApi> = {
    head: () => Promise.resolve({ epoch: 'e', version: 9, token: 't' }),
    calendars: () => Promise.resolve([aCalendar('good'), aCalendar('bad')]),
    people: () => Promise.resolve([]),
    changes: () =>
      Promise.resolve({ epoch: 'e', from: 9, to: 9, head: 9, next: 't', more: false, calendars: [], events: [] }),
    eventsOfEach: (ids, window) => {
      const failed = new Map<string, Error>();
      for (const id of ids) {
        const error = fails(id, window);
        if (error !== undefined) failed.set(id, error);
      }
      const complete = ids.filter((id) => !failed.has(id));
      asked.push(ids.join());
      const events = complete.map((id) => ({ ...anEvent(id, 'e', 2), window: windowKey(window) }));
      return Promise.resolve({ events, complete, failed });
    },
  };
  return { api: fake as CalendarApi, asked };
}

const connection = ({ report }: PushOptions) => ({
  connect: () => report({ kind: 'connected' }),
  disconnect: () => undefined,
  renewToken: () => undefined,
});

async function opened(calendarApi: CalendarApi) {
  const workspace = new Workspace(calendarApi, 'Europe/Berlin');
  const stop = workspace.start({ url: '/api', accessToken: () => Promise.resolve('token'), connection });
  workspace.show('2026-11-23', '2026-11-30');
  await vi.waitFor(() => expect(workspace.getState().connection).toBe('live'));
  await vi.advanceTimersByTimeAsync(0);
  return { workspace, stop, state: () => workspace.getState() };
}

const week = (monday: number) =>
  Array.from({ length: 7 }, (_, day) => `2027-03-${String(monday + day).padStart(2, '0')}`);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('days that could not be read are listed with the reason until they are read, and the other days stay', async () => {
  let down = false;
  const { api: fake } = api(() => (down ? new TypeError('Failed to fetch') : undefined));
  const { workspace, stop, state } = await opened(fake);
  expect(state().unreadDays).toEqual([]);

  down = true;
  workspace.show('2027-03-01', '2027-03-08');
  expect(state().unreadDays).toEqual(week(1));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(state().unreadDays).toEqual(week(1));
  expect(state().windowFailure).toEqual({ message: 'The service cannot be reached.' });
  expect(state().loadingWindow).toBe(false);

  // Back on days that were read before.
  workspace.show('2026-11-23', '2026-11-30');
  expect(state().unreadDays).toEqual([]);
  workspace.show('2027-03-01', '2027-03-08');
  down = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(state().unreadDays).toEqual([]);
  expect(state().windowFailure).toBeUndefined();
  stop();
});

it('days that are being read for the first time are unread, too', async () => {
  const { api: fake } = api(() => undefined);
  const { workspace, stop, state } = await opened(fake);
  fake.eventsOfEach = () => new Promise(() => undefined);
  workspace.show('2027-03-01', '2027-03-08');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(state()).toMatchObject({ unreadDays: week(1), loadingWindow: true, windowFailure: undefined });
  stop();
});

it('only the days outside the read window are unread', async () => {
  const { api: fake } = api(() => undefined);
  const { workspace, stop, state } = await opened(fake);
  fake.eventsOfEach = () => new Promise(() => undefined);
  // The first window ends two weeks after 30 November.
  workspace.show('2026-12-12', '2026-12-16');
  expect(state().unreadDays).toEqual(['2026-12-14', '2026-12-15']);
  stop();
});

it('a calendar that cannot be read does not hide the others: it is listed, retried alone and then shown', async () => {
  let broken = true;
  const { api: fake, asked } = api((id) =>
    broken && id === 'bad' ? new ApiError(500, { detail: 'It broke.' }) : undefined,
  );
  const { stop, state } = await opened(fake);
  expect([...state().events.keys()]).toEqual(['good/e']);
  expect([...state().unreadCalendars]).toEqual([['bad', { message: 'It broke.', status: 500 }]]);
  expect(state().unreadDays).toEqual([]);

  asked.length = 0;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(new Set(asked)).toEqual(new Set(['bad']));
  // The waits grow to five seconds.
  expect(asked.length).toBeLessThan(12);

  broken = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect([...state().events.keys()].toSorted()).toEqual(['bad/e', 'good/e']);
  expect(state().unreadCalendars.size).toBe(0);
  stop();
});

it('a calendar that cannot be read in the next window keeps its events', async () => {
  let broken = false;
  const { api: fake } = api((id) => (broken && id === 'bad' ? new ApiError(500, {}) : undefined));
  const { workspace, stop, state } = await opened(fake);
  broken = true;
  workspace.show('2027-03-01', '2027-03-08');
  await vi.advanceTimersByTimeAsync(100);
  expect([...state().events.keys()].toSorted()).toEqual(['bad/e', 'good/e']);
  expect([...state().unreadCalendars.keys()]).toEqual(['bad']);
  stop();
});

it('if no calendar can be read, the list of calendars is shown and all days are unread', async () => {
  const { api: fake } = api(() => new ApiError(500, { detail: 'It broke.' }));
  const { stop, state } = await opened(fake);
  expect(state().calendars.length).toBe(2);
  expect(state().unreadDays.length).toBe(7);
  expect(state().windowFailure?.message).toBe('It broke.');
  stop();
});

it('a listener that throws does not prevent the other listeners from getting the new state', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const { api: fake } = api(() => undefined);
  const { workspace, stop } = await opened(fake);
  const heard = vi.fn();
  const unsubscribe = workspace.subscribe(() => {
    throw new Error('Drawing failed.');
  });
  workspace.subscribe(heard);
  workspace.show('2027-03-01', '2027-03-08');
  expect(heard).toHaveBeenCalled();
  expect(reported).toContainEqual(new Error('Drawing failed.'));
  unsubscribe();
  stop();
  vi.unstubAllGlobals();
});
