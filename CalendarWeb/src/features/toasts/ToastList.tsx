import { useSyncExternalStore } from 'react';
import type { Toasts } from './toasts';
import './toasts.css';

export function ToastList({ toasts }: { toasts: Toasts }) {
  const list = useSyncExternalStore(toasts.subscribe, toasts.getAll);
  return (
    <div className="toasts" role="region" aria-label="Messages" aria-live="polite">
      {list.map(({ id, text, kind, action }) => (
        <div
          key={id}
          className="toast"
          data-testid="toast"
          data-kind={kind}
          role={kind === 'problem' ? 'alert' : 'status'}
        >
          <span dir="auto">{text}</span>
          {action !== undefined && (
            <button
              type="button"
              data-testid="toast-action"
              onClick={() => {
                toasts.dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" className="plain" aria-label="Dismiss" onClick={() => toasts.dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
