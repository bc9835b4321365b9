import { useState } from 'react';

interface Props {
  readonly canWrite: boolean;
  /** False when the service has none to give. */
  readonly onAddSampleData: () => Promise<boolean>;
}

export function EmptyState({ canWrite, onAddSampleData }: Props) {
  const [busy, setBusy] = useState(false);
  const [offered, setOffered] = useState(canWrite);
  return (
    <section className="empty" data-testid="empty">
      <h2>No calendars yet</h2>
      <p className="quiet">
        {canWrite
          ? 'Make one with the + beside “Calendars”. Everybody in your organisation sees it, and what happens in it, at once.'
          : 'As soon as somebody in your organisation makes one, it appears here.'}
      </p>
      {offered && (
        <button
          type="button"
          className="primary"
          data-testid="add-sample-data"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void onAddSampleData().then((added) => {
              setBusy(false);
              setOffered(added);
            });
          }}
        >
          {busy ? 'Adding…' : 'Add sample data'}
        </button>
      )}
    </section>
  );
}
