import type { User } from 'oidc-client-ts';
import { ErrorResponse, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { Account } from './account';
import { accountOf } from './account';
import type { Auth } from './auth';
import { SignedOutError } from './auth';

interface ClientConfiguration {
  readonly authority: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/**
 * Authorization code with PKCE against Entra ID or IdentityEmulator; only the API's configuration differs.
 * Tokens are in sessionStorage (one session per tab, so several people can be signed in side by side). They are renewed by
 * refresh token, not by a hidden frame, which browsers without third-party cookies refuse.
 */
export class OidcAuth implements Auth {
  readonly signInLabel: string;
  private renewal: Promise<User | null> | undefined;
  private readonly manager: UserManager;
  private readonly framed: boolean;

  private constructor(manager: UserManager, framed: boolean) {
    this.manager = manager;
    this.framed = framed;
    this.signInLabel = framed ? 'Open in a window' : 'Sign in';
  }

  /** @param framed Whether another page frames this one: login pages refuse that, so a separate window is needed. */
  static async configure(framed: boolean): Promise<OidcAuth> {
    const response = await fetch('/api/client-configuration');
    if (!response.ok) throw new Error(`The service is unavailable (status ${response.status}).`);
    const { authority, clientId, scopes } = (await response.json()) as ClientConfiguration;
    return new OidcAuth(
      new UserManager({
        authority,
        client_id: clientId,
        redirect_uri: `${window.location.origin}/signin`,
        post_logout_redirect_uri: window.location.origin,
        response_type: 'code',
        scope: scopes.join(' '),
        // With the authority `organizations`, the issuer in the metadata is a template ({tenantid}), as in Entra.
        // The library does not compare it with tokens. The API does, for the token's own tenant.
        loadUserInfo: false,
        automaticSilentRenew: false,
        userStore: new WebStorageStateStore({ store: window.sessionStorage }),
        stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
      }),
      framed,
    );
  }

  /** Returns the signed-in user, after handling the answer of a sign-in if this page load is one. */
  async restore(): Promise<Account | null> {
    const user = await this.restoreUser();
    if (user !== null) return accountOf(user.profile, user.scope);
    if (this.framed) throw new Error('To sign in, open the calendar in a separate window.');
    return null;
  }

  private async restoreUser(): Promise<User | null> {
    if (window.location.pathname === '/signin') {
      try {
        const user = await this.manager.signinRedirectCallback();
        const target = user.state;
        window.history.replaceState(null, '', typeof target === 'string' && /^\/(?!\/)/.test(target) ? target : '/');
        return user;
      } catch (error) {
        window.history.replaceState(null, '', '/');
        throw error;
      }
    }
    const user = await this.manager.getUser();
    return user?.expired === true ? this.renewUser() : user;
  }

  /** @param loginHint The user name, if known: the user then need not choose an account. */
  async signIn(loginHint?: string): Promise<void> {
    if (this.framed) {
      window.open(window.location.href, '_blank', 'noopener');
      return;
    }
    await this.manager.signinRedirect({
      ...(loginHint === undefined ? { prompt: 'select_account' } : { login_hint: loginHint }),
      state: window.location.pathname + window.location.search,
    });
  }

  readonly signOut = (): Promise<void> => this.manager.signoutRedirect();

  /** Removes this tab's tokens; the session at the authority stays. */
  async forget(): Promise<void> {
    await this.manager.removeUser();
  }

  async accessToken(): Promise<string> {
    let user = await this.manager.getUser();
    if (user === null) throw new SignedOutError();
    if ((user.expires_in ?? Infinity) < 60) user = await this.renewUser();
    if (user === null) throw new SignedOutError();
    return user.access_token;
  }

  async renew(): Promise<boolean> {
    return (await this.renewUser()) !== null;
  }

  private renewUser(): Promise<User | null> {
    // One at a time, because a refresh token may be valid for one use only.
    this.renewal ??= this.renewOnce().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async renewOnce(): Promise<User | null> {
    const user = await this.manager.getUser();
    try {
      if (user?.refresh_token !== undefined) return await this.manager.signinSilent();
    } catch (error) {
      // An unavailable authority does not mean signed out: only its refusal ends the session.
      if (!(error instanceof ErrorResponse) || error.error === 'temporarily_unavailable') throw error;
    }
    await this.manager.removeUser();
    return null;
  }
}
