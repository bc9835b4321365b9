import type { OidcAuth } from './oidcAuth';
import type { TeamsLibrary } from './teams';
import { connect } from './teams';

const start = '/teams-signin';
const mark = 'calendar.teams-signin';

/** Teams opens no other address than one of the tab's own, so the way to the login page begins and ends here. */
export function popupAddress(loginHint: string | undefined): string {
  const query = loginHint === undefined ? '' : `?${new URLSearchParams({ hint: loginHint })}`;
  return window.location.origin + start + query;
}

/**
 * Does this page's part when it is the window that {@link popupAddress} names; otherwise nothing. The sign-in counts for
 * what it leaves behind at the authority, the consent: its tokens are dropped, and the window closes.
 */
export async function servePopup(auth: OidcAuth, load: () => Promise<TeamsLibrary>): Promise<void> {
  if (window.location.pathname === start) {
    window.sessionStorage.setItem(mark, 'under way');
    const hint = new URLSearchParams(window.location.search).get('hint') ?? undefined;
    // The way back leads to the app, not to another beginning.
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
