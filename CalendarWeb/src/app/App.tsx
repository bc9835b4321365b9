import { useEffect, useState } from 'react';
import type { Account, Auth } from '@/auth';
import { startAuth } from '@/auth';
import { SignIn } from '@/features/session/SignIn';
import { CalendarScreen } from './CalendarScreen';

type Session =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'out'; readonly auth: Auth; readonly message?: string }
  | { readonly kind: 'in'; readonly auth: Auth; readonly account: Account };

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function restore(auth: Auth): Promise<Session> {
  try {
    const account = await auth.restore();
    return account === null ? { kind: 'out', auth } : { kind: 'in', auth, account };
  } catch (error) {
    return { kind: 'out', auth, message: messageOf(error) };
  }
}

// Once per page load, not per mount: the answer of a sign-in in the address can be redeemed only once.
const starting: Promise<Session> = (async () => {
  try {
    return await restore(await startAuth());
  } catch (error) {
    return { kind: 'unreachable', message: messageOf(error) };
  }
})();

export function App() {
  const [session, setSession] = useState<Session>({ kind: 'starting' });
  useEffect(() => {
    void starting.then(setSession);
  }, []);

  switch (session.kind) {
    case 'starting':
      return (
        <div className="waiting">
          <span className="spinner" role="status" aria-label="Starting" />
        </div>
      );
    case 'unreachable':
      return (
        <SignIn
          error={`The calendar cannot be reached. ${session.message}`}
          label="Try again"
          onSignIn={() => {
            window.location.reload();
            return Promise.resolve();
          }}
        />
      );
    case 'out':
      return (
        <SignIn
          error={session.message}
          label={session.auth.signInLabel}
          onSignIn={async () => {
            await session.auth.signIn();
            setSession(await restore(session.auth));
          }}
        />
      );
    case 'in':
      return (
        <CalendarScreen
          auth={session.auth}
          account={session.account}
          onSignedOut={() =>
            setSession({ kind: 'out', auth: session.auth, message: 'Your session has ended. Please sign in again.' })
          }
        />
      );
  }
}
