import type { ReactNode } from 'react';
import type { Calendar } from '@calendar-realtime/realtime';
import { isolated, shownName } from '@/ui/text';
import { palette } from '@/ui/color';
import type { Preset } from '@/calendar/recurrence';
import { presetName, presets } from '@/calendar/recurrence';
import type { Directory } from '@/calendar/people';
import { convertWall, isZone, normalWall, zones } from '@/calendar/time';
import type { Draft } from './draft';
import { draftZone, withStart } from './draft';
import { PeopleInput } from './PeopleInput';

interface Props {
  /** Prefix of the fields' ids, so that a field can get the focus. */
  readonly form: string;
  readonly draft: Draft;
  readonly errors: Readonly<Record<string, string>>;
  readonly calendars: readonly Calendar[];
  readonly directory: Directory;
  readonly viewerZone: string;
  readonly repeats: boolean;
  /** Takes a function for a change that may come later, on top of others. */
  readonly onChange: (draft: Draft | ((draft: Draft) => Draft)) => void;
  readonly onAddPerson: (name: string) => Promise<string | undefined>;
}

const allZones = zones();

export function EditorFields(props: Props) {
  const { form, draft, errors, calendars, directory, viewerZone, repeats, onChange } = props;
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const id = (name: string) => `${form}-${name}`;
  const field = (name: string, label: string, input: ReactNode, testId = name) => (
    <div className="field">
      <label htmlFor={id(name)}>{label}</label>
      {input}
      {errors[name] !== undefined && (
        <span className="field-error" id={`${id(name)}-error`} data-testid={`editor-${testId}-error`}>
          {errors[name]}
        </span>
      )}
    </div>
  );
  const common = (name: string) => ({
    id: id(name),
    'aria-invalid': errors[name] !== undefined,
    'aria-describedby': errors[name] === undefined ? undefined : `${id(name)}-error`,
  });
  const zone = draftZone(draft);
  const hasOwnRules = draft.timeZoneRules !== undefined;
  const elsewhere = !draft.allDay && zone !== viewerZone && isZone(zone);
  return (
    <>
      {field(
        'title',
        'Title',
        <input
          {...common('title')}
          data-testid="editor-title"
          dir="auto"
          autoFocus
          maxLength={500}
          value={draft.title}
          onChange={({ target }) => set({ title: target.value })}
        />,
      )}
      <label className="check">
        <input
          type="checkbox"
          data-testid="editor-all-day"
          checked={draft.allDay}
          onChange={({ target }) => set({ allDay: target.checked })}
        />
        All day
      </label>
      <div className="pair">
        {field(
          'start',
          draft.allDay ? 'First day' : 'Starts',
          <span className="date-time">
            <input
              {...common('start')}
              type="date"
              data-testid="editor-start-date"
              value={draft.startDate}
              onChange={({ target }) => onChange(withStart(draft, target.value, draft.startTime))}
            />
            {!draft.allDay && (
              <input
                type="time"
                aria-label="Start time"
                data-testid="editor-start-time"
                value={draft.startTime}
                onChange={({ target }) => onChange(withStart(draft, draft.startDate, target.value))}
              />
            )}
          </span>,
        )}
        {field(
          'end',
          draft.allDay ? 'Last day' : 'Ends',
          <span className="date-time">
            <input
              {...common('end')}
              type="date"
              data-testid="editor-end-date"
              value={draft.endDate}
              onChange={({ target }) => set({ endDate: target.value })}
            />
            {!draft.allDay && (
              <input
                type="time"
                aria-label="End time"
                data-testid="editor-end-time"
                value={draft.endTime}
                onChange={({ target }) => set({ endTime: target.value })}
              />
            )}
          </span>,
        )}
      </div>
      {!draft.allDay &&
        field(
          'timeZone',
          'Time zone',
          <>
            <input
              {...common('timeZone')}
              list={id('zones')}
              data-testid="editor-time-zone"
              disabled={hasOwnRules}
              value={hasOwnRules ? 'Its own rules' : draft.timeZone}
              onChange={({ target }) => set({ timeZone: target.value })}
            />
            {hasOwnRules && (
              <span className="quiet" data-testid="editor-own-zone">
                The calendar file of this event defines its time zone. The nearest known zone is {draft.timeZone}.
              </span>
            )}
            <datalist id={id('zones')}>
              {allZones.map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
            {elsewhere && <LocalTime draft={draft} viewerZone={viewerZone} />}
          </>,
          'time-zone',
        )}
      {repeats && (
        <div className="pair">
          {field(
            'recurrence',
            'Repeats',
            <select
              {...common('recurrence')}
              data-testid="editor-repeat"
              value={draft.repetition.preset}
              onChange={({ target }) => set({ repetition: { ...draft.repetition, preset: target.value as Preset } })}
            >
              {presets.map((preset) => (
                <option key={preset} value={preset}>
                  {presetName(preset)}
                </option>
              ))}
            </select>,
            'repeat',
          )}
          {draft.repetition.preset === 'custom' ? (
            field(
              'rule',
              'Rule',
              <input
                id={id('rule')}
                data-testid="editor-rule"
                placeholder="FREQ=MONTHLY;BYDAY=-1FR"
                value={draft.repetition.rule}
                onChange={({ target }) => set({ repetition: { ...draft.repetition, rule: target.value } })}
              />,
            )
          ) : draft.repetition.preset === 'none' ? (
            <span />
          ) : (
            field(
              'until',
              'Until (empty: always)',
              <input
                id={id('until')}
                type="date"
                data-testid="editor-until"
                value={draft.repetition.until}
                onChange={({ target }) => set({ repetition: { ...draft.repetition, until: target.value } })}
              />,
            )
          )}
        </div>
      )}
      <div className="pair">
        {field(
          'calendar',
          'Calendar',
          <select
            id={id('calendar')}
            data-testid="editor-calendar"
            value={draft.calendarId}
            onChange={({ target }) => set({ calendarId: target.value })}
          >
            {calendars.map((calendar) => (
              <option key={calendar.id} value={calendar.id}>
                {isolated(shownName(calendar.name))}
              </option>
            ))}
          </select>,
        )}
        {field(
          'location',
          'Location',
          <input
            {...common('location')}
            data-testid="editor-location"
            dir="auto"
            value={draft.location}
            onChange={({ target }) => set({ location: target.value })}
          />,
        )}
      </div>
      {field(
        'assignees',
        'People',
        <PeopleInput
          id={id('assignees')}
          value={draft.assignees}
          directory={directory}
          onChange={(change) => onChange((draft) => ({ ...draft, assignees: change(draft.assignees) }))}
          onAdd={props.onAddPerson}
        />,
      )}
      <div className="pair">
        {field(
          'category',
          'Category',
          <input
            {...common('category')}
            data-testid="editor-category"
            dir="auto"
            value={draft.category}
            onChange={({ target }) => set({ category: target.value })}
          />,
        )}
        <div className="field">
          <span className="label">Colour</span>
          <Swatches name={id('color')} value={draft.color} onChange={(color) => set({ color })} />
        </div>
      </div>
      {field(
        'description',
        'Description',
        <textarea
          {...common('description')}
          rows={3}
          data-testid="editor-description"
          dir="auto"
          value={draft.description}
          onChange={({ target }) => set({ description: target.value })}
        />,
      )}
    </>
  );
}

function LocalTime({ draft, viewerZone }: { draft: Draft; viewerZone: string }) {
  if (draft.startDate === '' || draft.startTime === '') return null;
  const here = convertWall(normalWall(`${draft.startDate}T${draft.startTime}`), draftZone(draft), viewerZone);
  return (
    <span className="quiet" data-testid="editor-local-time">
      Starts {here.replace('T', ' ').slice(0, 16)} for you ({viewerZone})
    </span>
  );
}

interface SwatchesProps {
  readonly name: string;
  readonly value: string;
  readonly onChange: (color: string) => void;
}

/** The palette and the calendar's own colour, plus the event's colour if it is from elsewhere (an import). */
function Swatches({ name, value, onChange }: SwatchesProps) {
  const colors = ['', ...palette, ...(value !== '' && !palette.some((color) => color === value) ? [value] : [])];
  return (
    <span className="swatches" role="radiogroup" aria-label="Colour">
      {colors.map((color) => (
        <label key={color} title={color === '' ? 'The calendar’s colour' : color}>
          <input
            type="radio"
            name={name}
            data-testid={`editor-color-${color === '' ? 'none' : color.slice(1)}`}
            aria-label={color === '' ? 'The calendar’s colour' : color}
            checked={value === color}
            onChange={() => onChange(color)}
          />
          <span className={color === '' ? 'swatch none' : 'swatch'} style={{ backgroundColor: color || undefined }} />
        </label>
      ))}
    </span>
  );
}
