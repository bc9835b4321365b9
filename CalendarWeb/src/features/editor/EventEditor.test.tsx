import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Calendar, CalendarEvent } from '@calendar-realtime/realtime';
import { aPerson } from '@/testing/aPerson';
import { ownRules } from '@/testing/ownRules';
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
  role: 'editor',
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
  unread?: string[];
  onAddPerson?: (name: string) => Promise<string | undefined>;
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
      directory={new Map([['adele', aPerson('adele', 'Adele Vance')]])}
      unread={options.unread ?? []}
      zone="Europe/Berlin"
      canWrite={options.canWrite ?? true}
      onSave={onSave}
      onDelete={onDelete}
      onAddPerson={options.onAddPerson ?? (() => Promise.resolve(undefined))}
      onClose={onClose}
    />
  );
  const { rerender } = render(element('live' in options ? options.live : review));
  return { onSave, onDelete, onClose, becomes: (live: CalendarEvent | undefined) => rerender(element(live)) };
}

const type = (testId: string, value: string) => fireEvent.change(screen.getByTestId(testId), { target: { value } });
const click = (testId: string) => fireEvent.click(screen.getByTestId(testId));

describe('The editor', () => {
  test('saves the fields with the revision that it was opened with', async () => {
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

  test('saves the people who are chosen from the directory, and those who are added to it', async () => {
    const { onSave } = open({ onAddPerson: (name) => Promise.resolve(`new-${name}`) });
    const field = screen.getByTestId('editor-assignees');
    type('editor-assignees', 'vance');
    fireEvent.keyDown(field, { key: 'Enter' });
    type('editor-assignees', 'Lee');
    click('editor-assignee-add');
    await waitFor(() => expect(screen.getAllByTestId('editor-assignee')).toHaveLength(2));
    click('editor-save');
    await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
    expect(onSave.mock.calls[0]?.[0].content.assignees).toEqual(['adele', 'new-Lee']);
  });

  test('sends nothing while a field is missing, and names the field', () => {
    const { onSave } = open({});
    type('editor-title', '');
    click('editor-save');
    expect(onSave).not.toHaveBeenCalled();
    expect(screen.getByTestId('editor-title-error').textContent).toMatch(/title/);
  });

  test('shows the reasons of the service beside their fields', async () => {
    open({
      answers: [{ kind: 'invalid', errors: { 'recurrence.rules[0]': ['FREQ is missing'] }, message: 'Broken.' }],
    });
    click('editor-save');
    await screen.findByText('Broken.');
    expect(screen.getByTestId('editor-repeat-error').textContent).toBe('FREQ is missing');
  });

  test('asks the user when there is a newer revision, and overwrites it only if the user chooses that', async () => {
    const { onSave } = open({ answers: [{ kind: 'conflict', theirs }, undefined] });
    type('editor-title', 'Review, mine');
    click('editor-save');
    await screen.findByTestId('conflict');
    expect(onSave).toHaveBeenCalledOnce();
    click('conflict-mine');
    await waitFor(() => expect(onSave).toHaveBeenCalledTimes(2));
    expect(onSave.mock.calls[1]?.[0]).toMatchObject({ etag: '"3"', content: { title: 'Review, mine' } });
  });

  test('closes without another write if the user keeps the other revision', async () => {
    const { onSave, onClose } = open({ answers: [{ kind: 'conflict', theirs }] });
    type('editor-title', 'Review, mine');
    click('editor-save');
    await screen.findByTestId('conflict');
    click('conflict-theirs');
    expect(onClose).toHaveBeenCalledOnce();
    expect(onSave).toHaveBeenCalledOnce();
  });

  test('saves the title of the user with the location of the other revision after a comparison', async () => {
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

  test('asks again if the user goes back from a conflict and saves', async () => {
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

  test('keeps the typed text when somebody else changes the event, and says so', () => {
    const { becomes } = open({});
    type('editor-title', 'Half typ');
    expect(screen.queryByTestId('editor-changed')).toBeNull();
    becomes(theirs);
    expect(screen.getByTestId<HTMLInputElement>('editor-title').value).toBe('Half typ');
    expect(screen.getByTestId('editor-changed')).toBeTruthy();
    click('editor-changed-compare');
    expect(screen.getByTestId('conflict')).toBeTruthy();
  });

  test('offers to save a deleted event as a new one', async () => {
    const { becomes, onSave } = open({});
    becomes(undefined);
    expect(screen.getByTestId('editor-gone')).toBeTruthy();
    click('editor-save');
    await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
    expect(onSave.mock.calls[0]?.[0].etag).toBeUndefined();
  });

  test('deletes only after a second click', async () => {
    const { onDelete } = open({});
    click('editor-delete');
    expect(onDelete).not.toHaveBeenCalled();
    click('editor-delete-confirm');
    await waitFor(() => expect(onDelete).toHaveBeenCalledWith(review, 'all'));
  });

  test('changes only the clicked occurrence unless the user chooses the series', async () => {
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

  test.each(['occurrence', 'all'] as const)(
    'cannot change the time zone of an event with rules of its own, and keeps the rules (%s)',
    async (scope) => {
      const series: CalendarEvent = {
        ...review,
        timeZoneRules: ownRules,
        recurrence: { rules: ['FREQ=WEEKLY'], dates: [], exceptionDates: [], overriddenDates: [] },
      };
      const { recurrence, ...content } = { ...series, start: '2026-11-30T09:00:00', end: '2026-11-30T10:00:00' };
      const { onSave } = open({
        editing: { kind: 'event', event: series, occurrence: { start: '2026-11-30T08:40:00Z', content } },
        live: series,
      });
      click(`editor-scope-${scope}`);
      const zone = screen.getByTestId<HTMLInputElement>('editor-time-zone');
      expect([zone.disabled, zone.value]).toEqual([true, 'Its own rules']);
      expect(screen.getByTestId('editor-own-zone').textContent).toContain('Europe/Berlin');
      expect(screen.getByTestId('editor-local-time').textContent).toContain('09:40');
      type('editor-title', 'Design review');
      click('editor-save');
      await waitFor(() => expect(onSave).toHaveBeenCalledOnce());
      expect(onSave.mock.calls[0]?.[0].content).toMatchObject({
        title: 'Design review',
        timeZone: 'Europe/Berlin',
        timeZoneRules: ownRules,
      });
    },
  );

  test('says that a day has not been read, as long as the event is on it', () => {
    open({ unread: ['2026-11-23', '2026-11-25'] });
    expect(screen.getByTestId('editor-unread').textContent).toContain('has not been read');
    type('editor-start-date', '2026-11-24');
    expect(screen.queryByTestId('editor-unread')).toBeNull();
    type('editor-end-date', '2026-11-25');
    expect(screen.getByTestId('editor-unread')).toBeTruthy();
    type('editor-end-date', '');
    expect(screen.queryByTestId('editor-unread')).toBeNull();
  });

  test('has no button to save or delete for a user who can only read', () => {
    open({ canWrite: false });
    expect(screen.queryByTestId('editor-save')).toBeNull();
    expect(screen.queryByTestId('editor-delete')).toBeNull();
  });
});
