import { HttpError } from '@microsoft/signalr';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { realClock } from './clock.ts';
import { lifetimeOf, Negotiation, readRetryAfter } from './negotiation.ts';

const answer = (claims: object): string =>
  JSON.stringify({ url: 'http://service/client/', accessToken: `e30.${btoa(JSON.stringify(claims))}.c2ln` });

/** What the API answers, and what it was asked. */
function apiThatAnswers(response: Response) {
  const asked: { url: string; init: RequestInit }[] = [];
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    asked.push({ url: String(url), init });
    return Promise.resolve(response);
  });
  return asked;
}

afterEach(() => void vi.unstubAllGlobals());

describe('A negotiation', () => {
  test('sends the given headers, and gets the expiry of the client token', async () => {
    const asked = apiThatAnswers(new Response(answer({ iat: 1_000, exp: 4_600 })));
    const negotiation = new Negotiation('/api', { ...realClock, now: () => 500 });
    const headers = { Authorization: 'Bearer t' };
    const response = await negotiation.send({ method: 'POST', url: '/api/negotiate?negotiateVersion=1', headers });
    expect(response.statusCode).toBe(200);
    expect(new URL(asked[0]?.url ?? '').pathname).toBe('/api/negotiate');
    expect(asked[0]?.init).toMatchObject({ method: 'POST', headers });
    expect(negotiation.expiresAt).toBe(500 + 3_600_000);
  });

  test.each([
    ['', 'The service answered 429.'],
    ['<html>', 'The service answered 429.'],
    ['{"detail":"Too many requests."}', 'Too many requests.'],
  ])('that is refused has the status, the reason and the Retry-After (%s)', async (body, message) => {
    apiThatAnswers(new Response(body, { status: 429, headers: { 'Retry-After': '7' } }));
    const negotiation = new Negotiation('/api', realClock);
    await expect(negotiation.send({ url: '/api/negotiate' })).rejects.toBeInstanceOf(HttpError);
    expect(negotiation.refusal).toEqual({ status: 429, message, retryAfter: 7_000 });
  });
});

describe('Retry-After', () => {
  test.each([
    [null, undefined],
    ['0', 0],
    ['120', 120_000],
    ['Wed, 21 Oct 2026 07:28:10 GMT', 10_000],
    ['Wed, 21 Oct 2026 07:27:00 GMT', 0],
    // Longer waits and later dates are limited to ten minutes.
    ['86400', 600_000],
    ['2592000', 600_000],
    ['9'.repeat(30), 600_000],
    ['Thu, 22 Oct 2026 07:28:00 GMT', 600_000],
    ['Fri, 01 Jan 2100 00:00:00 GMT', 600_000],
    ['-1', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%s is %s', (header, milliseconds) => {
    expect(readRetryAfter(header, Date.parse('2026-10-21T07:28:00Z'))).toBe(milliseconds);
  });
});

describe('The lifetime of a client token', () => {
  test('does not depend on the clock of this machine if the token has its start', () => {
    expect(lifetimeOf(answer({ nbf: 10, exp: 70 }))).toBe(60_000);
    expect(lifetimeOf(answer({ iat: 100, exp: 70 }))).toBe(0);
  });

  test('is unknown if the text is not such a token', () => {
    const golden = readFileSync(`${process.cwd()}/../tests/Contracts/negotiate.json`, 'utf8');
    for (const text of ['', '{}', 'null', '{"accessToken":7}', '{"accessToken":"a.b.c"}', golden])
      expect(lifetimeOf(text)).toBe(Infinity);
  });
});
