import type { Account } from './account';

/** How this page load gets a person and their tokens. {@link startAuth} chooses; nobody else knows which it is. */
export interface Auth {
  /** What the button says that starts {@link signIn}. */
  readonly signInLabel: string;

  /** Who is signed in, or null. Fails with a message for the person where there is more to say. */
  restore(): Promise<Account | null>;

  /** With the person's help; afterwards {@link restore} tells what came of it. Call it from a click: it may open a window. */
  signIn(): Promise<void>;

  /** Undefined where a sign-out is not this page's to offer. */
  readonly signOut: (() => Promise<void>) | undefined;

  /** A token good for at least a minute. Fails with {@link SignedOutError} when there is none to be had without the person. */
  accessToken(): Promise<string>;

  /** Asks for a new token whatever the old one says: the API refused it. False when there is none. */
  renew(): Promise<boolean>;
}

/** There is no token to be had without the person. */
export class SignedOutError extends Error {
  constructor(message = 'You are signed out.') {
    super(message);
  }
}
