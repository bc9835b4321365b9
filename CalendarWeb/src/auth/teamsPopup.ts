import type { OidcAuth } from './oidcAuth';
import type { TeamsLibrary } from './teams';
import { connect } from './teams';

const start = '/teams-signin';
const mark = 'calendar.teams-signin';

/** Teams opens only addresses of the tab's own site, so the way to the login page begins and ends here. */
export function popupAddress(loginHint: string | undefined): string {
  const query = loginHint === undefined ? '' : `?${new URLSearchParams({ hint: loginHint })}`;
  return window.location.origin + start + query;
}

/**
 * Runs when this page is the window of {@link popupAddress}; otherwise does nothing. Only the consent that the sign-in
 * leaves at the authority matters: its tokens are removed, and the window closes.
 */
export async function servePopup(auth: OidcAuth, load: () => Promise<TeamsLibrary>): Promise<void> {
  if (window.location.pathname === start) {
    window.sessionStorage.setItem(mark, 'under way');
    const hint = new URLSearchParams(window.location.search).get('hint') ?? undefined;
    // The answer must lead to the app, not to another sign-in.
    window.history.replaceState(null, '', '/');
    await auth.signIn(hint);
    return;
  }
  if (window.location.pathname !== '/signin' || window.sessionStorage.getItem(mark) === null) return;
  window.sessionStorage.removeItem(mark);

  let problem: string | undefined;
  try {
    await auth.restore();
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  const teams = await load();
  // Opened by hand, not by Teams: then it is an ordinary window of the app.
  if (!(await connect(teams))) return;
  await auth.forget();
  if (problem === undefined) teams.authentication.notifySuccess();
  else teams.authentication.notifyFailure(problem);
  await new Promise<never>(() => undefined);
}
