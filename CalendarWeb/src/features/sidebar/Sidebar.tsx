import { useState } from 'react';
import type { Calendar, CalendarContent, Failure, ImportReport, Person } from '@calendar-realtime/realtime';
import { mayEdit, owns } from '@/calendar/roles';
import { colorOf, isColor } from '@/ui/color';
import { isolated, plain, shownName } from '@/ui/text';
import { UserText } from '@/ui/UserText';
import { AccessForm } from './AccessForm';
import { CalendarForm } from './CalendarForm';
import { ImportPanel } from './ImportPanel';
import './sidebar.css';

interface Props {
  readonly calendars: readonly Calendar[];
  /** The calendars whose events could not be read. */
  readonly unread: ReadonlyMap<string, Failure>;
  readonly hidden: ReadonlySet<string>;
  readonly canWrite: boolean;
  readonly zone: string;
  /** The accounts of the directory, with whom a calendar can be shared. */
  readonly accounts: readonly Person[];
  readonly onToggle: (id: string) => void;
  /** Creates (no calendar) or changes a calendar; returns the error, if there is one. */
  readonly onSave: (calendar: Calendar | undefined, content: CalendarContent) => Promise<string | undefined>;
  readonly onDelete: (calendar: Calendar) => Promise<string | undefined>;
  readonly onImport: (calendarId: string, file: File) => Promise<ImportReport>;
  readonly onExport: (calendar: Calendar) => void;
}

/** The tenant's calendars: visibility, names, import and export. */
export function Sidebar(props: Props) {
  const { calendars, unread, hidden, canWrite, zone } = props;
  const [editing, setEditing] = useState<Calendar | 'new'>();
  const [sharing, setSharing] = useState<Calendar>();
  const writable = canWrite ? calendars.filter(mayEdit) : [];
  return (
    <div className="sidebar-inside">
      <div className="sidebar-head">
        <h2>Calendars</h2>
        {canWrite && (
          <button type="button" data-testid="new-calendar" aria-label="New calendar" onClick={() => setEditing('new')}>
            +
          </button>
        )}
      </div>
      <ul className="calendar-list" data-testid="calendar-list">
        {calendars.map((calendar) => (
          <li key={calendar.id} data-testid="calendar-item" data-calendar-id={calendar.id}>
            <label title={calendar.description && plain(calendar.description)}>
              <input
                type="checkbox"
                data-testid="calendar-visible"
                checked={!hidden.has(calendar.id)}
                onChange={() => props.onToggle(calendar.id)}
                style={{ accentColor: isColor(calendar.color) ? calendar.color : colorOf(calendar.id) }}
              />
              <span className="calendar-name">
                <UserText>{shownName(calendar.name)}</UserText>
                {unread.has(calendar.id) && <small className="calendar-unread">not loaded</small>}
              </span>
            </label>
            <span className="calendar-actions">
              <button
                type="button"
                className="plain"
                data-testid="calendar-export"
                title="Download as .ics"
                aria-label={`Export ${isolated(shownName(calendar.name))}`}
                onClick={() => props.onExport(calendar)}
              >
                ⤓
              </button>
              {canWrite && owns(calendar) && (
                <button
                  type="button"
                  className="plain"
                  data-testid="calendar-share"
                  title="Share"
                  aria-label={`Share ${isolated(shownName(calendar.name))}`}
                  onClick={() => setSharing(calendar)}
                >
                  ⚭
                </button>
              )}
              {canWrite && mayEdit(calendar) && (
                <button
                  type="button"
                  className="plain"
                  data-testid="calendar-edit"
                  title="Change"
                  aria-label={`Change ${isolated(shownName(calendar.name))}`}
                  onClick={() => setEditing(calendar)}
                >
                  ✎
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {writable.length > 0 && <ImportPanel calendars={writable} onImport={props.onImport} />}
      {sharing !== undefined && (
        <AccessForm
          key={sharing.id}
          calendar={sharing}
          accounts={props.accounts}
          onSave={props.onSave}
          onClose={() => setSharing(undefined)}
        />
      )}
      {editing !== undefined && (
        <CalendarForm
          key={editing === 'new' ? 'new' : editing.id}
          calendar={editing === 'new' ? undefined : editing}
          zone={zone}
          onSave={props.onSave}
          onDelete={props.onDelete}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}
