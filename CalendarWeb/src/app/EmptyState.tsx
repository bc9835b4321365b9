import { useState } from 'react';

interface Props {
  readonly canWrite: boolean;
  /** False if the service has no sample data. */
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
          ? 'Create one with the + beside “Calendars”. Everybody in your organisation sees it and its changes at once.'
          : 'As soon as somebody in your organisation creates one, it appears here.'}
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
