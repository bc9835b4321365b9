import type { Auth } from './auth';
import { OidcAuth } from './oidcAuth';
import type { TeamsLibrary } from './teams';
import { connect, followTheme, mayBeInTeams } from './teams';
import { TeamsAuth } from './teamsAuth';
import { servePopup } from './teamsPopup';

const loadLibrary = async (): Promise<TeamsLibrary> => (await import('./teamsLibrary')).teamsLibrary;

/** Chooses the sign-in of this page load: Teams if Teams shows the page, otherwise OpenID Connect. */
export async function startAuth(load = loadLibrary): Promise<Auth> {
  if (!mayBeInTeams(window)) {
    const auth = await OidcAuth.configure(false);
    await servePopup(auth, load);
    return auth;
  }
  const teams = await load();
  if (!(await connect(teams))) return OidcAuth.configure(true);
  // The second call removes Teams' loading screen. The calendar works even if one of them fails.
  void Promise.allSettled([followTheme(teams), teams.app.notifySuccess()]);
  return new TeamsAuth(teams);
}
