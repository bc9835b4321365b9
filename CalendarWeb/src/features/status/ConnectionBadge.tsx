import type { Failure } from '@calendar-realtime/realtime';
import type { Shown } from './words';
import { reasonOf, timeOf } from './words';
import './status.css';

const texts: Record<Shown, { label: string; meaning: string }> = {
  live: { label: 'Live', meaning: 'Changes by others appear at once.' },
  reconnecting: { label: 'Reconnecting', meaning: 'There is no live connection at the moment. No changes are lost.' },
  polling: { label: 'Delayed', meaning: 'There is no live connection. Changes appear after a few seconds.' },
  offline: { label: 'Offline', meaning: 'The service does not answer. The calendar may be out of date.' },
  incomplete: { label: 'Incomplete', meaning: 'A part of this page is not loaded.' },
};

interface Props {
  readonly state: Shown;
  readonly failure: Failure | undefined;
  /** When the service last confirmed what is shown. */
  readonly asOf: number | undefined;
  /** The missing part is being read for the first time: nothing has failed. */
  readonly loading: boolean;
  readonly onRetry: () => void;
}

export function ConnectionBadge({ state, failure, asOf, loading, onRetry }: Props) {
  const { label, meaning } = texts[state];
  const hasAge = asOf !== undefined && (state === 'offline' || state === 'reconnecting');
  const reason = failure === undefined ? '' : ` ${reasonOf(failure)}`;
  return (
    <button
      type="button"
      className="connection"
      data-testid="connection"
      data-state={state}
      title={state === 'live' ? meaning : `${meaning}${reason} Click to try now.`}
      onClick={onRetry}
    >
      <span className="connection-dot" aria-hidden="true" />
      <span role="status">
        {state === 'incomplete' && loading ? 'Loading' : label}
        {hasAge && <span data-testid="as-of"> · as of {timeOf(asOf)}</span>}
      </span>
    </button>
  );
}
