import type { Account } from './account';

/** How this page signs a user in and gets tokens. {@link startAuth} chooses the implementation; other code does not know which it is. */
export interface Auth {
  /** The label of the button that starts {@link signIn}. */
  readonly signInLabel: string;

  /** Returns the signed-in user, or null. Fails with a message for the user if there is something to say. */
  restore(): Promise<Account | null>;

  /** Signs in with the user's help; afterwards {@link restore} returns the result. Call it from a click, because it may open a window. */
  signIn(): Promise<void>;

  /** Undefined if this page cannot offer a sign-out. */
  readonly signOut: (() => Promise<void>) | undefined;

  /** Returns an access token that is valid for at least a minute. Fails with {@link SignedOutError} if the user has to sign in. */
  accessToken(): Promise<string>;

  /** Gets a new access token even if the old one seems valid, because the API refused it. False if there is none. */
  renew(): Promise<boolean>;
}

/** No token can be got without the user. */
export class SignedOutError extends Error {
  constructor(message = 'You are signed out.') {
    super(message);
  }
}
