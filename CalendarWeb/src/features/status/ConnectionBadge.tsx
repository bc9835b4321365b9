import type { ConnectionState } from '@calendar-realtime/realtime';
import './status.css';

const texts: Record<ConnectionState, { label: string; meaning: string }> = {
  live: { label: 'Live', meaning: 'Changes by others appear at once.' },
  reconnecting: { label: 'Reconnecting', meaning: 'Connecting; no changes are lost.' },
  polling: { label: 'Delayed', meaning: 'There is no live connection; changes appear after a few seconds.' },
  offline: { label: 'Offline', meaning: 'The service does not answer. The calendar may be out of date.' },
};

export function ConnectionBadge({ state, onRetry }: { state: ConnectionState; onRetry: () => void }) {
  const { label, meaning } = texts[state];
  return (
    <button
      type="button"
      className="connection"
      data-testid="connection"
      data-state={state}
      title={state === 'live' ? meaning : `${meaning} Click to try now.`}
      onClick={onRetry}
    >
      <span className="connection-dot" aria-hidden="true" />
      <span role="status">{label}</span>
    </button>
  );
}
