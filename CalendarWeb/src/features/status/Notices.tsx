import type { ReactNode } from 'react';
import type { CalendarEvent, Failure } from '@calendar-realtime/realtime';
import { eventKey } from '@calendar-realtime/realtime';
import { isolated, shownTitle } from '@/ui/text';
import { UserText } from '@/ui/UserText';
import { reasonOf, timeOf } from './words';

interface Props {
  /** Why the connection is not live, if only the user or an administrator can help, or while the client is offline. */
  readonly failure: Failure | undefined;
  readonly asOf: number | undefined;
  /** Why visible days could not be read; undefined while they are read for the first time. */
  readonly days: Failure | undefined;
  /** By name, why the events of calendars could not be read. */
  readonly calendars: readonly { readonly id: string; readonly name: string; readonly failure: Failure }[];
  /** Events that are not drawn, or only in part. */
  readonly unshown: readonly { readonly event: CalendarEvent; readonly isPart: boolean }[];
  readonly canWrite: boolean;
  readonly onRetry: () => void;
  readonly onDelete: (event: CalendarEvent) => void;
}

/** What the grid does not show, and why: an empty place in it must never be mistaken for a free one. */
export function Notices({ failure, asOf, days, calendars, unshown, canWrite, onRetry, onDelete }: Props) {
  const retry = (
    <button type="button" className="plain" onClick={onRetry}>
      Try now
    </button>
  );
  return (
    <div className="notices">
      {failure !== undefined && (
        <Notice testId="connection-problem" action={retry}>
          {reasonOf(failure)}
          {asOf !== undefined && ` You see the calendar as of ${timeOf(asOf)}.`}
        </Notice>
      )}
      {days !== undefined && (
        <Notice testId="unread-days" action={retry}>
          The hatched days could not be loaded. {reasonOf(days)} Retrying…
        </Notice>
      )}
      {days === undefined && calendars.length > 0 && (
        <Notice testId="unread-calendars" action={retry}>
          {calendars.map(({ id, name, failure: reason }) => (
            <span key={id} data-calendar-id={id}>
              “<UserText>{name}</UserText>” could not be loaded. {reasonOf(reason)}{' '}
            </span>
          ))}
          Retrying…
        </Notice>
      )}
      {unshown.length > 0 && (
        <details className="notice" data-testid="unshown">
          <summary>
            {unshown.length === 1 ? '1 item cannot be shown' : `${unshown.length} items cannot be shown`}
          </summary>
          <ul>
            {unshown.map(({ event, isPart }) => (
              <li key={eventKey(event)} data-testid="unshown-item" data-event-id={event.id}>
                <span>
                  <UserText>{shownTitle(event.title)}</UserText>
                  <small>
                    {isPart
                      ? ' Some of its dates are missing: there are too many of them.'
                      : ' Its dates cannot be computed.'}
                  </small>
                </span>
                {canWrite && (
                  <button
                    type="button"
                    data-testid="unshown-delete"
                    aria-label={`Delete ${isolated(shownTitle(event.title))}`}
                    onClick={() => onDelete(event)}
                  >
                    Delete
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Notice({ testId, action, children }: { testId: string; action: ReactNode; children: ReactNode }) {
  return (
    <div className="notice" role="status" data-testid={testId}>
      <span>{children}</span>
      {action}
    </div>
  );
}
