import { claimsOf } from '@calendar-realtime/realtime';
import type { Account } from './account';
import { accountOf, textOf } from './account';
import type { Auth } from './auth';
import { SignedOutError } from './auth';
import type { TeamsLibrary } from './teams';
import { popupAddress } from './teamsPopup';
import { within } from './within';

const enough = 60_000;
const patience = 60_000;

/** Teams' error texts that only the user can resolve. There is no complete documentation, so this is a pattern. */
const needsPerson = /consent|mfa|interaction|login|grant|cancelledbyuser|revoked|failedtoopenwindow/i;

const explain = (reason: string) =>
  /mfa|interaction/i.test(reason)
    ? 'Your organization wants you to confirm who you are. Choose “Sign in” to do so.'
    : 'Teams cannot sign you in to the calendar yet. Choose “Sign in” and allow it in the window that opens. If that window asks for an administrator, your administrator has to allow it once.';

const explainPopup = (reason: string) => {
  if (/cancelledbyuser/i.test(reason)) return 'The window was closed before you were signed in.';
  if (/failedtoopenwindow/i.test(reason)) return 'The window could not be opened: your browser may block it.';
  return reason;
};

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Single sign-on in a Teams tab, where login pages refuse to be framed. Teams issues tokens for its own signed-in
 * user, and caches and renews them; so renewing means asking again.
 */
export class TeamsAuth implements Auth {
  readonly signInLabel = 'Sign in';

  /** Teams decides who is signed in. */
  readonly signOut = undefined;

  private token: { readonly value: string; readonly expires: number } | undefined;
  private asking: Promise<string> | undefined;
  private readonly teams: TeamsLibrary;
  private readonly now: () => number;

  constructor(teams: TeamsLibrary, now: () => number = Date.now) {
    this.teams = teams;
    this.now = now;
  }

  async restore(): Promise<Account> {
    const claims = claimsOf(await this.ask());
    return accountOf(claims, textOf(claims.scp) ?? '');
  }

  /** Consent or a proof of identity, in a window that Teams opens. Afterwards Teams issues the token as usual. */
  async signIn(): Promise<void> {
    const { user } = await this.teams.app.getContext();
    try {
      await this.teams.authentication.authenticate({ url: popupAddress(user?.loginHint), width: 600, height: 640 });
    } catch (error) {
      throw new Error(explainPopup(reasonOf(error)), { cause: error });
    }
  }

  async accessToken(): Promise<string> {
    return this.token !== undefined && this.token.expires - this.now() >= enough ? this.token.value : this.ask();
  }

  async renew(): Promise<boolean> {
    await this.ask();
    return true;
  }

  /** One request at a time, because Teams may show a dialog. */
  private ask(): Promise<string> {
    this.asking ??= this.askOnce().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async askOnce(): Promise<string> {
    try {
      const value = await within(this.teams.authentication.getAuthToken(), patience, 'Teams does not answer.');
      this.token = { value, expires: Number(claimsOf(value).exp) * 1000 };
      return value;
    } catch (error) {
      const reason = reasonOf(error);
      if (needsPerson.test(reason)) throw new SignedOutError(explain(reason));
      throw new Error(`Teams could not sign you in: ${reason}`, { cause: error });
    }
  }
}
