import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Calendar, CalendarEvent } from '@calendar-realtime/realtime';
import type { Editing, SaveFailure, SaveRequest } from './editing';
import { EventEditor } from './EventEditor';

afterEach(cleanup);

const team: Calendar = {
  id: 'team',
  name: 'Team',
  timeZone: 'Europe/Berlin',
  etag: '"1"',
  version: 1,
  updatedAt: '',
  updatedBy: '',
};
const review: CalendarEvent = {
  id: 'review',
  calendarId: 'team',
  title: 'Review',
  allDay: false,
  start: '2026-11-23T09:00:00',
  end: '2026-11-23T10:00:00',
  timeZone: 'Europe/Berlin',
  assignees: [],
  etag: '"2"',
  version: 2,
  updatedAt: '',
  updatedBy: '',
};
const theirs: CalendarEvent = { ...review, title: 'Review, theirs', location: 'Room 9', etag: '"3"', version: 3 };

function open(options: {
  editing?: Editing;
  live?: CalendarEvent | undefined;
  answers?: (SaveFailure | undefined)[];
  canWrite?: boolean;
}) {
  const answers = [...(options.answers ?? [])];
  const onSave = vi.fn<(request: SaveRequest) => Promise<SaveFailure | undefined>>(() =>
    Promise.resolve(answers.shift()),
  );
  const onDelete = vi.fn(() => Promise.resolve(answers.shift()));
  const onClose = vi.fn();
  const element = (live: CalendarEvent | undefined) => (
    <EventEditor
      editing={options.editing ?? { kind: 'event', event: review }}
      live={live}
      calendars={[team]}
      people={['adele']}
      zone="Europe/Berlin"
      canWrite={options.canWrite ?? true}
      onSave={onSave}
      onDelete={onDelete}
      onClose={onClose}
    />
  );
  const { rerender } = render(element('live' in options ? options.live : review));
  return { onSave, onDelete, onClose, becomes: (live: CalendarEvent | undefined) => rerender(element(live)) };
}

const type = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });
const click = (testId: string) => fireEvent.click(screen.getByTestId(testId));

describe('The editor', () => {
  test('saves what was typed, expecting the revision it was opened with', async () => {
    const { onSave } = open({});
    type('editor-title', 'Design review');
    click('editor-save');
    await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
    expect(onSave.mock.calls[0]?.[0]).toMatchObject({
      calendarId: 'team',
      etag: '"2"',
      scope: 'all',
      content: { title: 'Design review', start: review.start, timeZone: 'Europe/Berlin' },
    });
  });

  test('sends nothing while something is missing, and says what', () => {
    const { onSave } = open({});
    type('editor-title', '');
    click('editor-save');
    expect(onSave).not.toHaveBeenCalled();
    expect(screen.getByTestId('editor-title-error').textContent).toMatch(/title/);
  });

  test('shows the service’s reasons at their fields', async () => {
    open({
      answers: [{ kind: 'invalid', errors: { 'recurrence.rules[0]': ['FREQ is missing'] }, message: 'Broken.' }],
    });
    click('editor-save');
    await screen.findByText('Broken.');
    expect(screen.getByTestId('editor-repeat-error').textContent).toBe('FREQ is missing');
  });

  test('meeting a newer revision asks, and overwrites it only by choice, expecting that revision', async () => {
    const { onSave } = open({ answers: [{ kind: 'conflict', theirs }, undefined] });
    type('editor-title', 'Review, mine');
    click('editor-save');
    await screen.findByTestId('conflict');
    expect(onSave).toHaveBeenCalledOnce();
    click('conflict-mine');
    await waitFor(() => expect(onSave).toHaveBeenCalledTimes(2));
    expect(onSave.mock.calls[1]?.[0]).toMatchObject({ etag: '"3"', content: { title: 'Review, mine' } });
  });

  test('keeping theirs closes without another write', async () => {
    const { onSave, onClose } = open({ answers: [{ kind: 'conflict', theirs }] });
    type('editor-title', 'Review, mine');
    click('editor-save');
    await screen.findByTestId('conflict');
    click('conflict-theirs');
    expect(onClose).toHaveBeenCalledOnce();
    expect(onSave).toHaveBeenCalledOnce();
  });

  test('comparing saves my title with their room', async () => {
    const { onSave } = open({ answers: [{ kind: 'conflict', theirs: { ...theirs, title: review.title } }] });
    type('editor-title', 'Review, mine');
    click('editor-save');
    await screen.findByTestId('conflict');
    click('conflict-compare-button');
    click('conflict-combined');
    await waitFor(() => expect(onSave).toHaveBeenCalledTimes(2));
    expect(onSave.mock.calls[1]?.[0]).toMatchObject({
      etag: '"3"',
      content: { title: 'Review, mine', location: 'Room 9' },
    });
  });

  test('going back from a conflict and saving again asks again', async () => {
    const { onSave } = open({
      answers: [
        { kind: 'conflict', theirs },
        { kind: 'conflict', theirs },
      ],
    });
    type('editor-title', 'Review, mine');
    click('editor-save');
    await screen.findByTestId('conflict');
    fireEvent.click(screen.getByText('Back'));
    click('editor-save');
    await screen.findByTestId('conflict');
    expect(onSave.mock.calls[1]?.[0].etag).toBe('"2"');
  });

  test('leaves what was typed alone when the event changes underneath, and says so', () => {
    const { becomes } = open({});
    type('editor-title', 'Half typ');
    expect(screen.queryByTestId('editor-changed')).toBeNull();
    becomes(theirs);
    expect(screen.getByTestId<HTMLInputElement>('editor-title').value).toBe('Half typ');
    expect(screen.getByTestId('editor-changed')).toBeTruthy();
    click('editor-changed-compare');
    expect(screen.getByTestId('conflict')).toBeTruthy();
  });

  test('offers to keep as new what somebody deleted meanwhile', async () => {
    const { becomes, onSave } = open({});
    becomes(undefined);
    expect(screen.getByTestId('editor-gone')).toBeTruthy();
    click('editor-save');
    await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
    expect(onSave.mock.calls[0]?.[0].etag).toBeUndefined();
  });

  test('deletes only when asked twice', async () => {
    const { onDelete } = open({});
    click('editor-delete');
    expect(onDelete).not.toHaveBeenCalled();
    click('editor-delete-confirm');
    await waitFor(() => expect(onDelete).toHaveBeenCalledWith(review, 'all'));
  });

  test('opened on an occurrence changes only that one, unless the series is chosen', async () => {
    const series: CalendarEvent = {
      ...review,
      recurrence: { rules: ['FREQ=WEEKLY'], dates: [], exceptionDates: [], overriddenDates: [] },
    };
    const content = { ...review, start: '2026-11-30T09:00:00', end: '2026-11-30T10:00:00' };
    const { onSave } = open({
      editing: { kind: 'event', event: series, occurrence: { start: '2026-11-30T08:00:00Z', content } },
      live: series,
    });
    expect(screen.getByTestId<HTMLInputElement>('editor-start-date').value).toBe('2026-11-30');
    expect(screen.queryByTestId('editor-repeat')).toBeNull();
    click('editor-save');
    await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
    expect(onSave.mock.calls[0]?.[0]).toMatchObject({ scope: 'occurrence', content: { start: '2026-11-30T09:00:00' } });
    expect(onSave.mock.calls[0]?.[0].content.recurrence).toBeUndefined();
    click('editor-scope-all');
    expect(screen.getByTestId<HTMLInputElement>('editor-start-date').value).toBe('2026-11-23');
    expect(screen.getByTestId<HTMLSelectElement>('editor-repeat').value).toBe('weekly');
  });

  test('for someone who may only read has nothing to save with', () => {
    open({ canWrite: false });
    expect(screen.queryByTestId('editor-save')).toBeNull();
    expect(screen.queryByTestId('editor-delete')).toBeNull();
  });
});
