import { useId, useState } from 'react';
import type { Calendar, CalendarEvent, EventContent } from '@calendar-realtime/realtime';
import type { Directory } from '@/calendar/people';
import { Modal } from '@/ui/Modal';
import { ConflictView } from './ConflictView';
import type { Draft } from './draft';
import { contentOf, draftOf, isOnUnread, problemsOf } from './draft';
import { EditorFields } from './EditorFields';
import type { Editing, SaveFailure, SaveRequest, Scope } from './editing';
import './editor.css';

interface Props {
  readonly editing: Editing;
  /** The event as the workspace has it now; undefined if it was deleted, or is new. */
  readonly live: CalendarEvent | undefined;
  readonly calendars: readonly Calendar[];
  readonly directory: Directory;
  /** The visible days whose events are not known. */
  readonly unread: readonly string[];
  readonly zone: string;
  readonly canWrite: boolean;
  /** Saves; returns undefined on success, and the owner then closes the editor. */
  readonly onSave: (request: SaveRequest) => Promise<SaveFailure | undefined>;
  readonly onDelete: (event: CalendarEvent, scope: Scope) => Promise<SaveFailure | undefined>;
  /** Adds somebody without an account to the directory; returns the id, or undefined if that failed. */
  readonly onAddPerson: (name: string) => Promise<string | undefined>;
  readonly onClose: () => void;
}

type Errors = Readonly<Record<string, string>>;

const firstOf = (errors: Readonly<Record<string, readonly string[]>>): Errors =>
  Object.fromEntries(
    Object.entries(errors).map(([field, reasons]) => [field.replace(/[[.].*$/, ''), reasons.join('; ')]),
  );

/** Creates or changes an event. Changes by others are reported and do not touch the fields. */
export function EventEditor(props: Props) {
  const { editing, live, calendars, directory, unread, zone, canWrite } = props;
  const opened = editing.kind === 'event' ? editing.event : undefined;
  const occurrence = editing.kind === 'event' ? editing.occurrence : undefined;
  const calendarId = editing.kind === 'event' ? editing.event.calendarId : editing.calendarId;

  const [scope, setScope] = useState<Scope>(occurrence === undefined ? 'all' : 'occurrence');
  /** The revision that the fields began with, or the one that the user chose to overwrite in a conflict. */
  const [base, setBase] = useState(opened);
  const start = (from: Scope): EventContent =>
    editing.kind === 'new' ? editing.content : from === 'occurrence' && occurrence ? occurrence.content : editing.event;
  const [draft, setDraft] = useState<Draft>(() => draftOf(calendarId, start(scope), zone));
  const [errors, setErrors] = useState<Errors>({});
  const [message, setMessage] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [conflict, setConflict] = useState<{ theirs: CalendarEvent; mine: EventContent }>();
  const form = useId();

  const changedUnderneath = base !== undefined && live !== undefined && live.version > base.version;
  const gone = base !== undefined && live === undefined;
  const mine = () => contentOf(draft, scope === 'all' ? base : undefined);

  const run = async (action: () => Promise<SaveFailure | undefined>, content: EventContent) => {
    setBusy(true);
    setMessage(undefined);
    try {
      const failure = await action();
      if (failure === undefined) return;
      if (failure.kind === 'conflict') setConflict({ theirs: failure.theirs, mine: content });
      else if (failure.kind === 'gone')
        setMessage('Somebody deleted this event. If you save again, your version becomes a new event.');
      else {
        setConflict(undefined);
        setMessage(failure.message);
        if (failure.kind === 'invalid') setErrors(firstOf(failure.errors));
      }
      if (failure.kind === 'gone') setBase(undefined);
    } finally {
      setBusy(false);
    }
  };

  const save = (content: EventContent, etag: string | undefined) =>
    run(() => props.onSave({ calendarId: draft.calendarId, content, scope, etag }), content);

  const submit = () => {
    const problems = problemsOf(draft);
    setErrors(problems);
    const [field] = Object.keys(problems);
    if (field !== undefined) {
      document.getElementById(`${form}-${field}`)?.focus();
      return;
    }
    void save(mine(), gone ? undefined : base?.etag);
  };

  const title = editing.kind === 'new' ? 'New event' : canWrite ? 'Event' : 'Event (read only)';
  return (
    <Modal label={title} testId="editor" wide onClose={props.onClose}>
      <div className="modal-head">
        <h2>{title}</h2>
        <button type="button" className="plain" data-testid="editor-close" aria-label="Close" onClick={props.onClose}>
          ×
        </button>
      </div>
      {conflict !== undefined ? (
        <ConflictView
          base={base}
          mine={conflict.mine}
          theirs={conflict.theirs}
          directory={directory}
          busy={busy}
          onTheirs={props.onClose}
          onSave={(content) => void save(content, conflict.theirs.etag)}
          onBack={() => {
            // After going back, the user has seen the other revision: the next save builds on it, or asks again.
            setConflict(undefined);
          }}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <div className="modal-body">
            {changedUnderneath && (
              <p className="notice" role="status" data-testid="editor-changed">
                <span>Somebody changed this event while you had it open.</span>
                {canWrite && scope === 'all' && (
                  <button
                    type="button"
                    onClick={() => setConflict({ theirs: live, mine: mine() })}
                    data-testid="editor-changed-compare"
                  >
                    Compare
                  </button>
                )}
              </p>
            )}
            {gone && (
              <p className="notice" role="status" data-testid="editor-gone">
                Somebody deleted this event while you had it open.
              </p>
            )}
            {occurrence !== undefined && canWrite && (
              <fieldset className="scope">
                <legend>This event repeats. Change</legend>
                {(['occurrence', 'all'] as const).map((value) => (
                  <label key={value}>
                    <input
                      type="radio"
                      name="scope"
                      data-testid={`editor-scope-${value}`}
                      checked={scope === value}
                      onChange={() => {
                        setScope(value);
                        setConfirming(false);
                        setDraft(draftOf(calendarId, start(value), zone));
                      }}
                    />
                    {value === 'all' ? 'the whole series' : 'only this one'}
                  </label>
                ))}
              </fieldset>
            )}
            <fieldset className="bare" disabled={!canWrite || busy}>
              <EditorFields
                form={form}
                draft={draft}
                errors={errors}
                calendars={calendars}
                directory={directory}
                viewerZone={zone}
                repeats={scope === 'all'}
                onChange={setDraft}
                onAddPerson={props.onAddPerson}
              />
            </fieldset>
            {isOnUnread(draft, unread, zone) && (
              <p className="notice" role="status" data-testid="editor-unread">
                This day has not been read yet. It can have events that you do not see.
              </p>
            )}
            {message !== undefined && (
              <p className="problem" role="alert" data-testid="editor-error">
                {message}
              </p>
            )}
          </div>
          {canWrite && (
            <div className="modal-foot">
              {base !== undefined && !gone && (
                <button
                  type="button"
                  className={confirming ? 'danger' : 'plain-danger'}
                  data-testid={confirming ? 'editor-delete-confirm' : 'editor-delete'}
                  disabled={busy}
                  onClick={() => {
                    if (confirming) void run(() => props.onDelete(live ?? base, scope), mine());
                    else setConfirming(true);
                  }}
                >
                  {!confirming
                    ? 'Delete'
                    : scope === 'all' && occurrence
                      ? 'Really delete the series'
                      : 'Really delete'}
                </button>
              )}
              <span className="grow" />
              <button type="button" data-testid="editor-cancel" onClick={props.onClose}>
                Cancel
              </button>
              <button type="submit" className="primary" data-testid="editor-save" disabled={busy}>
                {busy ? 'Saving…' : gone ? 'Save as new' : 'Save'}
              </button>
            </div>
          )}
        </form>
      )}
    </Modal>
  );
}
