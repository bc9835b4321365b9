import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SignedOutError } from './auth';
import { FakeTeams, tokenWith } from '@/testing/fakeTeams';
import { TeamsAuth } from './teamsAuth';

const minute = 60_000;
let now = 0;

beforeEach(() => {
  now = 1_800_000_000_000;
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const token = (minutes: number, claims = {}) => tokenWith({ exp: (now + minutes * minute) / 1000, ...claims });

function signedIn(...answers: FakeTeams['answers']) {
  const teams = new FakeTeams(answers);
  return { teams, auth: new TeamsAuth(teams, () => now) };
}

test('The account comes from the token that Teams issues, and there is only one request for a token', async () => {
  const value = token(60, {
    name: 'Adele',
    preferred_username: 'adele@contoso.example',
    tid: 't',
    oid: 'o',
    scp: 'Calendars.Read',
  });
  const { teams, auth } = signedIn(value);
  expect(await auth.restore()).toEqual({
    name: 'Adele',
    userName: 'adele@contoso.example',
    tenantId: 't',
    userId: 'o',
    canWrite: false,
  });
  expect(await auth.accessToken()).toBe(value);
  expect(teams.asked).toBe(1);
});

test('A token is renewed in its last minute', async () => {
  const [first, second] = [token(60), token(120)];
  const { auth } = signedIn(first, second);
  await auth.restore();
  now += 59 * minute;
  expect(await auth.accessToken()).toBe(first);
  now += 1;
  expect(await auth.accessToken()).toBe(second);
});

test('A token that the API refused is renewed, even if it has not expired', async () => {
  const second = token(120);
  const { auth } = signedIn(token(60), second);
  await auth.restore();
  expect(await auth.renew()).toBe(true);
  expect(await auth.accessToken()).toBe(second);
});

test('Concurrent callers share one request for a token', async () => {
  const { teams, auth } = signedIn(token(60));
  await Promise.all([auth.accessToken(), auth.accessToken(), auth.renew()]);
  expect(teams.asked).toBe(1);
});

test.each([
  'resourceRequiresConsent',
  'resourceRequiresMfa',
  'CancelledByUser',
  'FailedToOpenWindow',
  'tokenRevoked',
  'interaction_required',
  'invalid_grant',
])('After %s the user is asked to sign in, and Teams is asked again', async (reason) => {
  const { auth } = signedIn(new Error(reason), token(60));
  await expect(auth.restore()).rejects.toThrow(SignedOutError);
  expect(await auth.restore()).toBeTruthy();
});

test.each(['timeout', 'resourceDisabled', 'App resource defined in manifest and iframe origin do not match'])(
  'After %s the user stays signed in and sees the reason',
  async (reason) => {
    const { auth } = signedIn(new Error(reason));
    const failure = await auth.accessToken().catch((error: unknown) => error);
    expect(failure).not.toBeInstanceOf(SignedOutError);
    expect((failure as Error).message).toContain(reason);
  },
);

test('A request to a host that never answers is abandoned, and the next call asks again', async () => {
  const value = token(60);
  const { auth } = signedIn(new Promise<string>(() => undefined), value);
  const first = expect(auth.accessToken()).rejects.toThrow('does not answer');
  await vi.advanceTimersByTimeAsync(minute);
  await first;
  expect(await auth.accessToken()).toBe(value);
});

test('The window for consent begins at an address of this site and has the user name', async () => {
  const { teams, auth } = signedIn(token(60));
  teams.loginHint = 'adele@contoso.example';
  await auth.signIn();
  expect(teams.windows).toEqual([`${window.location.origin}/teams-signin?hint=adele%40contoso.example`]);
  teams.popup = () => Promise.reject(new Error('CancelledByUser'));
  await expect(auth.signIn()).rejects.toThrow('closed before');
});

test('Teams has no sign-out', () => {
  expect(signedIn().auth.signOut).toBeUndefined();
});
