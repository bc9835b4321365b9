import { useId, useState } from 'react';
import type { Calendar, CalendarContent, CalendarGrant, Person } from '@calendar-realtime/realtime';
import type { Role } from '@/calendar/roles';
import { everyone, roles, roleWords } from '@/calendar/roles';
import { Modal } from '@/ui/Modal';
import { isolated, shownName } from '@/ui/text';

interface Props {
  readonly calendar: Calendar;
  /** The accounts of the directory. */
  readonly accounts: readonly Person[];
  readonly onSave: (calendar: Calendar, content: CalendarContent) => Promise<string | undefined>;
  readonly onClose: () => void;
}

/** Who may do what with a calendar. Only its owners get here. */
export function AccessForm({ calendar, accounts, onSave, onClose }: Props) {
  const id = useId();
  // A calendar of an older store has no access: everyone edits it.
  const [grants, setGrants] = useState<readonly CalendarGrant[]>(calendar.access ?? [{ role: 'editor', to: everyone }]);
  const [message, setMessage] = useState<string>();
  const [busy, setBusy] = useState(false);

  const people = grants.filter(({ to }) => to !== everyone);
  const ofEveryone = grants.find(({ to }) => to === everyone)?.role;
  const nameOf = (to: string) => accounts.find((person) => person.id === to)?.displayName ?? to;
  const set = (to: string, role: string) =>
    setGrants([...grants.filter((grant) => grant.to !== to), ...(role === '' ? [] : [{ role, to }])]);
  const others = accounts.filter((person) => !grants.some(({ to }) => to === person.id));

  const save = async () => {
    setBusy(true);
    const { name, description, color, timeZone } = calendar;
    const failure = await onSave(calendar, {
      name,
      ...(description !== undefined && { description }),
      ...(color !== undefined && { color }),
      timeZone,
      access: [...grants],
    });
    setBusy(false);
    setMessage(failure);
    if (failure === undefined) onClose();
  };

  return (
    <Modal label="Share" testId="access-form" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="modal-head">
          <h2>Share {isolated(shownName(calendar.name))}</h2>
          <button type="button" className="plain" aria-label="Close" onClick={onClose}>
            ×
          </button>
        </div>
        <div className="modal-body">
          <label className="field">
            <span className="label">Everyone</span>
            <RoleSelect testId="access-everyone" value={ofEveryone} onChange={(role) => set(everyone, role)} />
          </label>
          {people.map(({ to, role }) => (
            <label key={to} className="field">
              <span className="label">{isolated(shownName(nameOf(to)))}</span>
              <RoleSelect testId={`access-${to}`} value={role} onChange={(chosen) => set(to, chosen)} />
            </label>
          ))}
          {others.length > 0 && (
            <div className="field">
              <label htmlFor={`${id}-add`}>Add</label>
              <select
                id={`${id}-add`}
                data-testid="access-add"
                value=""
                onChange={({ target }) => set(target.value, 'reader')}
              >
                <option value="">Choose a person</option>
                {others.map((person) => (
                  <option key={person.id} value={person.id}>
                    {isolated(shownName(person.displayName))}
                  </option>
                ))}
              </select>
            </div>
          )}
          {message !== undefined && (
            <p className="problem" role="alert" data-testid="access-error">
              {message}
            </p>
          )}
        </div>
        <div className="modal-foot">
          <span className="grow" />
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" data-testid="access-save" disabled={busy}>
            Save
          </button>
        </div>
      </form>
    </Modal>
  );
}

interface RoleSelectProps {
  readonly testId: string;
  readonly value: string | undefined;
  readonly onChange: (role: Role | '') => void;
}

function RoleSelect({ testId, value, onChange }: RoleSelectProps) {
  return (
    <select
      data-testid={testId}
      value={value ?? ''}
      onChange={({ target }) => onChange(roles.find((role) => role === target.value) ?? '')}
    >
      <option value="">does not see the calendar</option>
      {roles.map((role) => (
        <option key={role} value={role}>
          {roleWords[role]}
        </option>
      ))}
    </select>
  );
}
