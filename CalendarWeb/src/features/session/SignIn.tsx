import { useState } from 'react';
import './session.css';

interface Props {
  readonly error: string | undefined;
  readonly label: string;
  readonly onSignIn: () => Promise<void>;
}

/** The page for a user without a session. */
export function SignIn({ error, label, onSignIn }: Props) {
  const [leaving, setLeaving] = useState(false);
  const [failure, setFailure] = useState<string>();
  const message = failure ?? error;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <img src="/icon.svg" width="48" height="48" alt="" />
        <h1>Calendar</h1>
        <p>One calendar for the team: everyone sees each change at once.</p>
        {message !== undefined && (
          <p className="problem" role="alert" data-testid="sign-in-error">
            {message}
          </p>
        )}
        <button
          type="button"
          className="primary wide"
          data-testid="sign-in"
          disabled={leaving}
          onClick={() => {
            setLeaving(true);
            setFailure(undefined);
            onSignIn()
              .catch((reason: unknown) =>
                setFailure(reason instanceof Error ? reason.message : 'The sign-in service does not answer.'),
              )
              .finally(() => setLeaving(false));
          }}
        >
          {leaving ? 'One moment…' : label}
        </button>
      </div>
    </main>
  );
}
