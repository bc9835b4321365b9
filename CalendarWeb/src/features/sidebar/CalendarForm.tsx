import { useId, useState } from 'react';
import type { Calendar, CalendarContent } from '@calendar-realtime/realtime';
import { owns } from '@/calendar/roles';
import { isColor, palette } from '@/ui/color';
import { Modal } from '@/ui/Modal';

interface Props {
  readonly calendar: Calendar | undefined;
  readonly zone: string;
  readonly onSave: (calendar: Calendar | undefined, content: CalendarContent) => Promise<string | undefined>;
  readonly onDelete: (calendar: Calendar) => Promise<string | undefined>;
  readonly onClose: () => void;
}

export function CalendarForm({ calendar, zone, onSave, onDelete, onClose }: Props) {
  const id = useId();
  const [name, setName] = useState(calendar?.name ?? '');
  const [color, setColor] = useState<string>(isColor(calendar?.color) ? calendar.color : palette[0]);
  const [confirming, setConfirming] = useState(false);
  const [message, setMessage] = useState<string>();
  const [busy, setBusy] = useState(false);

  const title = calendar === undefined ? 'New calendar' : 'Calendar';
  const run = async (action: Promise<string | undefined>) => {
    setBusy(true);
    const failure = await action;
    setBusy(false);
    setMessage(failure);
    if (failure === undefined) onClose();
  };

  return (
    <Modal label={title} testId="calendar-form" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') setMessage('A name is required.');
          else
            void run(
              onSave(calendar, {
                name: name.trim(),
                ...(calendar?.description !== undefined && { description: calendar.description }),
                color,
                timeZone: calendar?.timeZone ?? zone,
              }),
            );
        }}
      >
        <div className="modal-head">
          <h2>{title}</h2>
          <button type="button" className="plain" aria-label="Close" onClick={onClose}>
            ×
          </button>
        </div>
        <div className="modal-body">
          <div className="field">
            <label htmlFor={`${id}-name`}>Name</label>
            <input
              id={`${id}-name`}
              data-testid="calendar-name"
              dir="auto"
              autoFocus
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor={`${id}-color`}>Colour</label>
            <input
              id={`${id}-color`}
              type="color"
              data-testid="calendar-color"
              list={`${id}-colors`}
              value={color}
              onChange={({ target }) => setColor(target.value)}
            />
            <datalist id={`${id}-colors`}>
              {palette.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          </div>
          {calendar !== undefined && <span className="quiet">Time zone {calendar.timeZone}</span>}
          {message !== undefined && (
            <p className="problem" role="alert" data-testid="calendar-error">
              {message}
            </p>
          )}
        </div>
        <div className="modal-foot">
          {calendar !== undefined && owns(calendar) && (
            <button
              type="button"
              className={confirming ? 'danger' : 'plain-danger'}
              data-testid={confirming ? 'calendar-delete-confirm' : 'calendar-delete'}
              disabled={busy}
              onClick={() => {
                if (confirming) void run(onDelete(calendar));
                else setConfirming(true);
              }}
            >
              {confirming ? 'Really delete the calendar and all its events' : 'Delete'}
            </button>
          )}
          <span className="grow" />
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" data-testid="calendar-save" disabled={busy}>
            Save
          </button>
        </div>
      </form>
    </Modal>
  );
}
