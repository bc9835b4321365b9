import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Position } from '../engine/wire.ts';
import { anEvent, aPerson } from '../testing/testServer.ts';
import { ApiError } from './apiError.ts';
import { CalendarApi, windowKey } from './calendarApi.ts';

let asked: { url: string; method: string; headers: Headers }[] = [];
let told: Position[] = [];
let answers: Response[] = [];
let renewals = 0;

const position = { 'Calendar-Position': 'e.7' };
const json = (value: object, init: ResponseInit = {}) =>
  new Response(JSON.stringify(value), { headers: position, ...init });
const api = new CalendarApi({
  url: '/api',
  accessToken: () => Promise.resolve(`token-${renewals}`),
  renew: () => Promise.resolve(++renewals > 0),
  onPosition: (head) => told.push(head),
});

beforeEach(() => {
  asked = [];
  told = [];
  renewals = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, method: init.method ?? 'GET', headers: new Headers(init.headers) });
    const answer = answers.shift();
    return answer === undefined ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(answer);
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe('The API', () => {
  test('gets a conditional request for the head, and 304 is not a failure', async () => {
    answers = [new Response(null, { status: 304, headers: position })];
    expect(await api.head('t7')).toBe('unchanged');
    expect(asked[0]?.url).toBe('/api/changes/head');
    expect(asked[0]?.headers.get('If-None-Match')).toBe('"t7"');
    expect(told).toEqual([{ epoch: 'e', version: 7 }]);
  });

  test('reports its position with every answer and refusal, but after a write only together with the written item', async () => {
    answers = [
      new Response(null, { status: 204, headers: position }),
      json({ title: 'Stale' }, { status: 412, headers: { ...position, 'Content-Type': 'application/problem+json' } }),
    ];
    expect(await api.deleteEvent('c', 'a', '"5"')).toEqual({ epoch: 'e', version: 7 });
    expect(told).toEqual([]);
    await expect(api.deleteEvent('c', 'a', '"5"')).rejects.toThrow('Stale');
    expect(told).toEqual([{ epoch: 'e', version: 7 }]);
  });

  test('returns the whole directory page by page', async () => {
    answers = [json({ items: [aPerson('adele')], next: 'YWRlbGU' }), json({ items: [aPerson('zoe')] })];
    expect((await api.people()).map(({ id }) => id)).toEqual(['adele', 'zoe']);
    expect(asked.map(({ url }) => url)).toEqual(['/api/people?limit=1000', '/api/people?limit=1000&after=YWRlbGU']);
  });

  test('returns an empty directory if the service is older and has none', async () => {
    answers = [json({ title: 'Not found' }, { status: 404 })];
    expect(await api.people()).toEqual([]);
    answers = [json({ title: 'Unavailable' }, { status: 503 })];
    await expect(api.people()).rejects.toMatchObject({ status: 503 });
  });

  test('that is too busy says how many milliseconds the client must wait', async () => {
    answers = [new Response(null, { status: 503, headers: { 'Retry-After': '3' } })];
    const refusal = await api.changes('t').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({ status: 503, retryAfter: 3_000, isFinal: false });
  });

  test.each([
    [410, {}],
    [400, { type: '/problems/invalid-sync-token' }],
  ])('that answers %i to a sync token makes the token expired', async (status, problem) => {
    answers = [json(problem, { status, headers: { 'Content-Type': 'application/problem+json' } })];
    expect(await api.changes('t')).toBe('expired');
  });

  test('returns the events of several calendars page by page, and none of a calendar that is deleted during the read', async () => {
    const window = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
    answers = [
      json({ items: [anEvent('team', 'a')], next: 'a' }),
      new Response(null, { status: 404 }),
      json({ items: [anEvent('team', 'b')] }),
    ];
    const events = await api.eventsOf(['team', 'gone'], window);
    expect(events.map(({ id, window }) => [id, window])).toEqual([
      ['a', windowKey(window)],
      ['b', windowKey(window)],
    ]);
    expect(asked.map(({ url }) => url.split('?')[0])).toEqual([
      '/api/calendars/team/events',
      '/api/calendars/gone/events',
      '/api/calendars/team/events',
    ]);
    expect(asked[2]?.url).toContain('after=a');
  });

  test('gets a second request with a new access token after it refused the old one', async () => {
    answers = [new Response(null, { status: 401 }), json({ epoch: 'e', version: 7, token: 't7' })];
    expect(await api.head()).toMatchObject({ token: 't7' });
    expect(asked.map(({ headers }) => headers.get('Authorization'))).toEqual(['Bearer token-0', 'Bearer token-1']);
  });
});

describe('A front end', () => {
  const broken = () => {
    throw new Error('Drawing failed.');
  };
  const window = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

  test('whose callbacks throw still gets the answer, and gets the error', async () => {
    const errors: unknown[] = [];
    const other = new CalendarApi({
      url: '/api',
      accessToken: () => Promise.resolve('t'),
      onPosition: broken,
      onFailure: broken,
      onError: (error) => errors.push(error),
    });
    answers = [json({ items: [] }), new Response(null, { status: 503 })];
    expect(await other.calendars()).toEqual([]);
    await expect(other.calendars()).rejects.toBeInstanceOf(ApiError);
    expect(errors).toEqual([new Error('Drawing failed.'), new Error('Drawing failed.')]);
  });

  test('is notified of requests without an answer or with a 5xx, and not of refusals', async () => {
    const failures: unknown[] = [];
    const other = new CalendarApi({
      url: '/api',
      accessToken: () => Promise.resolve('t'),
      onFailure: (error) => failures.push(error),
    });
    answers = [new Response(null, { status: 404 }), new Response(null, { status: 500 })];
    for (let i = 0; i < 3; i++) await expect(other.calendars()).rejects.toThrow();
    expect(failures.map((error) => (error instanceof ApiError ? error.status : 'none'))).toEqual([500, 'none']);
  });

  test('gets the calendars that can be read, and a calendar that is deleted during the read has no events', async () => {
    const page = { items: [anEvent('a', 'x', 1)] };
    answers = [json(page), new Response(null, { status: 500 }), new Response(null, { status: 404 })];
    const { events, complete, failed } = await api.eventsOfEach(['a', 'b', 'c'], window);
    expect(events.map(({ id }) => id)).toEqual(['x']);
    expect(complete.toSorted()).toEqual(['a', 'c']);
    expect([...failed.keys()]).toEqual(['b']);
  });

  test('does not send a request for each calendar to a service that is unavailable', async () => {
    answers = [];
    const ids = Array.from({ length: 100 }, (_, at) => `c${at}`);
    const { failed } = await api.eventsOfEach(ids, window);
    expect(failed.size).toBe(100);
    expect(asked.length).toBeLessThan(10);
  });
});
