import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeTeams, tokenWith } from '@/testing/fakeTeams';
import { OidcAuth } from './oidcAuth';
import { startAuth } from './startAuth';
import { TeamsAuth } from './teamsAuth';

const load = vi.fn<() => Promise<FakeTeams>>();
let teams: FakeTeams;

beforeEach(() => {
  teams = new FakeTeams([tokenWith({ exp: 2_000_000_000 })]);
  load.mockReset().mockImplementation(() => Promise.resolve(teams));
  const answer = { authority: 'https://login.example/organizations/v2.0', clientId: 'id', scopes: ['openid'] };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(answer)));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  window.sessionStorage.clear();
  window.history.replaceState(null, '', '/');
  delete document.documentElement.dataset.theme;
});

const frame = () => vi.spyOn(window, 'parent', 'get').mockReturnValue({} as Window & typeof globalThis);

test('An ordinary window signs in by OpenID Connect and does not load the Teams library', async () => {
  const auth = await startAuth(load);
  expect(auth).toBeInstanceOf(OidcAuth);
  expect(await auth.restore()).toBeNull();
  expect(load).not.toHaveBeenCalled();
});

test('In a frame of Teams, the page signs in with Teams, uses its theme and reports that it has loaded', async () => {
  frame();
  teams.theme = 'dark';
  expect(await startAuth(load)).toBeInstanceOf(TeamsAuth);
  await vi.waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
  teams.changeTheme('contrast');
  expect(document.documentElement.dataset.theme).toBe('contrast');
  expect(teams.said).toEqual(['app success']);
});

test('In the web view of Teams on phones, which is not a frame, the page signs in with Teams', async () => {
  vi.stubGlobal('nativeInterface', {});
  expect(await startAuth(load)).toBeInstanceOf(TeamsAuth);
});

test('In a frame of another page, which does not answer, the sign-in opens a separate window', async () => {
  frame();
  vi.useFakeTimers();
  teams.initialize = () => new Promise(() => undefined);
  const starting = startAuth(load);
  await vi.advanceTimersByTimeAsync(8_000);
  const auth = await starting;
  await expect(auth.restore()).rejects.toThrow('separate window');

  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  await auth.signIn();
  expect(open).toHaveBeenCalledWith(window.location.href, '_blank', 'noopener');
});

test('The window that Teams opens for consent goes to the login page with the given user name', async () => {
  window.history.replaceState(null, '', '/teams-signin?hint=adele%40contoso.example');
  const signIn = vi.spyOn(OidcAuth.prototype, 'signIn').mockResolvedValue();
  await startAuth(load);
  expect(signIn).toHaveBeenCalledWith('adele@contoso.example');
  expect(window.location.pathname).toBe('/');
});

test.each([
  ['popup success', () => Promise.resolve(null)],
  ['popup failure: access_denied', () => Promise.reject(new Error('access_denied'))],
])('After the login page, the window keeps no token and reports to Teams: %s', async (said, restore) => {
  window.sessionStorage.setItem('calendar.teams-signin', 'under way');
  window.history.replaceState(null, '', '/signin?code=1&state=2');
  vi.spyOn(OidcAuth.prototype, 'restore').mockImplementation(restore);
  const forget = vi.spyOn(OidcAuth.prototype, 'forget').mockResolvedValue();
  void startAuth(load);
  await vi.waitFor(() => expect(teams.said).toEqual([said]));
  expect(forget).toHaveBeenCalledOnce();
});
