import type { User } from 'oidc-client-ts';
import { ErrorResponse, UserManager, WebStorageStateStore } from 'oidc-client-ts';

interface ClientConfiguration {
  readonly authority: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** Who is signed in, as the id token says. The API decides by its own reading of the access token, never by this. */
export interface Account {
  readonly name: string;
  /** The sign-in name, `adele@contoso.example`: also how this person is named among assignees. */
  readonly userName: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly canWrite: boolean;
}

const claim = (user: User, name: string): string => {
  const value = user.profile[name];
  return typeof value === 'string' ? value : '';
};

export function accountOf(user: User): Account {
  const userName = claim(user, 'preferred_username');
  return {
    name: claim(user, 'name') || userName || 'Signed in',
    userName,
    tenantId: claim(user, 'tid'),
    userId: claim(user, 'oid') || user.profile.sub,
    canWrite: user.scope === undefined || /Calendars\.ReadWrite(\s|$)/.test(user.scope),
  };
}

/**
 * Authorization code with PKCE against Entra ID, or the identity emulator: which one is the API's configuration alone.
 * Tokens live in sessionStorage (a tab is a session; several people can be signed in side by side) and are renewed by
 * refresh token, not by a hidden frame, which browsers without third-party cookies refuse.
 */
export class Auth {
  private renewal: Promise<User | null> | undefined;

  private constructor(private readonly manager: UserManager) {}

  static async configure(): Promise<Auth> {
    const response = await fetch('/api/client-configuration');
    if (!response.ok) throw new Error(`The service does not answer (${response.status}).`);
    const { authority, clientId, scopes } = (await response.json()) as ClientConfiguration;
    return new Auth(
      new UserManager({
        authority,
        client_id: clientId,
        redirect_uri: `${window.location.origin}/signin`,
        post_logout_redirect_uri: window.location.origin,
        response_type: 'code',
        scope: scopes.join(' '),
        // With `organizations` as the authority the issuer in the metadata is a template ({tenantid}), as Entra has it;
        // the library does not hold tokens against it. The API does, for the token's own tenant.
        loadUserInfo: false,
        automaticSilentRenew: false,
        userStore: new WebStorageStateStore({ store: window.sessionStorage }),
        stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
      }),
    );
  }

  /** The signed-in user, after taking in the answer of a sign-in when this page load is one. */
  async restore(): Promise<User | null> {
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
    return user?.expired === true ? this.renew() : user;
  }

  async signIn(): Promise<void> {
    await this.manager.signinRedirect({
      prompt: 'select_account',
      state: window.location.pathname + window.location.search,
    });
  }

  async signOut(): Promise<void> {
    await this.manager.signoutRedirect();
  }

  /** A token good for at least a minute. Fails with {@link SignedOutError} when there is none to be had without the user. */
  async accessToken(): Promise<string> {
    let user = await this.manager.getUser();
    if (user === null) throw new SignedOutError();
    if ((user.expires_in ?? Infinity) < 60) user = await this.renew();
    if (user === null) throw new SignedOutError();
    return user.access_token;
  }

  /** Asks for a new token whatever the old one says: the API refused it. */
  renew(): Promise<User | null> {
    // One at a time: a refresh token may be good for one use only.
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
      // Away is not signed out: only the authority's own refusal ends the session.
      if (!(error instanceof ErrorResponse) || error.error === 'temporarily_unavailable') throw error;
    }
    await this.manager.removeUser();
    return null;
  }
}

/** There is no token to be had without the user. */
export class SignedOutError extends Error {
  constructor() {
    super('You are signed out.');
  }
}
