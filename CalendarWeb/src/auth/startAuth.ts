import type { Auth } from './auth';
import { OidcAuth } from './oidcAuth';
import type { TeamsLibrary } from './teams';
import { connect, followTheme, mayBeInTeams } from './teams';
import { TeamsAuth } from './teamsAuth';
import { servePopup } from './teamsPopup';

const loadLibrary = async (): Promise<TeamsLibrary> => (await import('./teamsLibrary')).teamsLibrary;

/** Chooses how this page load signs people in: by Teams where it is Teams that shows the page, else by OpenID Connect. */
export async function startAuth(load = loadLibrary): Promise<Auth> {
  if (!mayBeInTeams(window)) {
    const auth = await OidcAuth.configure(false);
    await servePopup(auth, load);
    return auth;
  }
  const teams = await load();
  if (!(await connect(teams))) return OidcAuth.configure(true);
  // The second takes Teams' own waiting picture away. Neither decides whether the calendar can be used.
  void Promise.allSettled([followTheme(teams), teams.app.notifySuccess()]);
  return new TeamsAuth(teams);
}
