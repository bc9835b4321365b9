/*
 * Hooks for browser tests (data-testid, unless another attribute is named):
 *
 * sign-in, sign-in-error                            the page before a session
 * user-menu (data-tenant, data-user), sign-out      the signed-in user
 * connection (data-state: live | reconnecting | polling | offline | incomplete): as-of
 * connection-problem, unread-days, unread-calendars, unshown: unshown-item (data-event-id), unshown-delete
 * grid (data-view), event (data-event-id, data-calendar-id; one element per drawn piece); a day that was not read has the class unread-day
 * today, prev, next, range-title, view-month, view-week, view-day, view-people, view-people-week, view-people-day
 * new-event, calendar-share, access-form: access-everyone, access-{object id}, access-add, access-save, access-error
 * editor: editor-title, editor-all-day, editor-start-date, editor-start-time, editor-end-date, editor-end-time,
 *   editor-time-zone, editor-repeat, editor-rule, editor-until, editor-calendar, editor-location,
 *   editor-assignees: editor-assignee (data-person-id), editor-assignee-option (data-person-id), editor-assignee-add,
 *   editor-category, editor-color-none, editor-color-{hex}, editor-description, editor-scope-all, editor-scope-occurrence,
 *   editor-save, editor-cancel, editor-close, editor-delete, then editor-delete-confirm,
 *   editor-own-zone, editor-unread, editor-error, editor-{field}-error, editor-changed, editor-changed-compare, editor-gone
 * conflict: conflict-theirs, conflict-mine, conflict-compare-button, conflict-compare, choose-{part}-{mine|theirs},
 *   conflict-combined; around it `move-conflict` when a drag met it
 * move-scope: move-one, move-all, move-cancel       a recurring event was dragged
 * calendar-list, calendar-item (data-calendar-id): calendar-visible, calendar-edit, calendar-export; new-calendar
 * calendar-form: calendar-name, calendar-color, calendar-save, calendar-delete, then calendar-delete-confirm, calendar-error
 * import-calendar, import-drop, import-input, import-progress, import-problem,
 *   import-report: import-created, import-updated, import-unchanged, import-skipped, import-warned
 * empty, add-sample-data, toast (data-kind), toast-action, menu (narrow screens)
 */
import { useMemo, useState } from 'react';
import { eventKey } from '@calendar-realtime/realtime';
import type { Account, Auth } from '@/auth';
import { nameOf } from '@/calendar/people';
import { viewerZone } from '@/calendar/time';
import { EventEditor } from '@/features/editor/EventEditor';
import type { Person } from '@/features/grid/CalendarGrid';
import { CalendarGrid } from '@/features/grid/CalendarGrid';
import { gridEvents, unassigned } from '@/features/grid/gridEvents';
import { Toolbar } from '@/features/grid/Toolbar';
import { UserMenu } from '@/features/session/UserMenu';
import { mayEdit } from '@/calendar/roles';
import { plain, shownName } from '@/ui/text';
import { Sidebar } from '@/features/sidebar/Sidebar';
import { ConnectionBadge } from '@/features/status/ConnectionBadge';
import { Notices } from '@/features/status/Notices';
import { shownState } from '@/features/status/words';
import { ToastList } from '@/features/toasts/ToastList';
import { Toasts } from '@/features/toasts/toasts';
import { EmptyState } from './EmptyState';
import { MoveQuestion } from './MoveQuestion';
import { useEditor } from './useEditor';
import { useHidden } from './useHidden';
import { useIncomplete } from './useIncomplete';
import { useMoves } from './useMoves';
import { usePage } from './usePage';
import { useSidebar } from './useSidebar';
import { useWorkspace } from './useWorkspace';

interface Props {
  readonly auth: Auth;
  readonly account: Account;
  readonly onSignedOut: () => void;
}

const zone = viewerZone();

export function CalendarScreen({ auth, account, onSignedOut }: Props) {
  const { workspace, state } = useWorkspace(auth, account, zone, onSignedOut);
  const [toasts] = useState(() => new Toasts());
  const { view, date, setView, setDate } = usePage(zone);
  const { hidden, toggle } = useHidden(account.tenantId, account.userId);
  const [menuOpen, setMenuOpen] = useState(false);
  const sidebar = useSidebar(workspace, toasts);
  const editor = useEditor(workspace, toasts, zone, hidden);
  const moves = useMoves(workspace, toasts, zone);

  const { calendars, events, people: directory, loaded } = state;
  const { drawn, undrawn } = useMemo(() => gridEvents(events, calendars, hidden, zone), [events, calendars, hidden]);
  const incomplete = useIncomplete(workspace, state, undrawn, hidden);
  // Compared by value: a new list of rows would make the component draw every row again.
  const rows = useMemo(() => {
    const assigned = new Set([...events.values()].flatMap((event) => event.assignees));
    assigned.delete(account.userId);
    const others = [...assigned].map((id) => ({ id, name: shownName(nameOf(directory, id)) }));
    others.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    const self = directory.has(account.userId) ? [{ id: account.userId, name: plain(`${account.name} (you)`) }] : [];
    return JSON.stringify([...self, ...others, { id: unassigned, name: 'Unassigned' }]);
  }, [events, directory, account.userId, account.name]);
  const people = useMemo(() => JSON.parse(rows) as readonly Person[], [rows]);

  const { editing } = editor;
  const editedId = editing?.kind === 'event' ? editing.event.calendarId : undefined;
  const edited = calendars.find(({ id }) => id === editedId);
  return (
    <div className="app">
      <header className="app-head">
        <button
          type="button"
          className="menu-button"
          data-testid="menu"
          aria-expanded={menuOpen}
          aria-label="Calendars"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          ☰
        </button>
        <img src="/icon.svg" width="26" height="26" alt="" />
        <h1>Calendar</h1>
        <ConnectionBadge
          state={shownState(state.connection, incomplete.isComplete)}
          failure={state.failure}
          asOf={state.asOf}
          loading={!incomplete.hasFailed}
          onRetry={() => workspace.retry()}
        />
        <span className="grow" />
        <UserMenu account={account} onSignOut={auth.signOut} />
      </header>
      <aside className={menuOpen ? 'sidebar open' : 'sidebar'}>
        <Sidebar
          calendars={calendars}
          unread={state.unreadCalendars}
          hidden={hidden}
          canWrite={account.canWrite}
          zone={zone}
          accounts={workspace.accounts()}
          onToggle={toggle}
          onSave={sidebar.save}
          onDelete={sidebar.remove}
          onImport={(calendarId, file) => workspace.import(calendarId, file)}
          onExport={sidebar.download}
        />
      </aside>
      <main className="main">
        <Toolbar
          view={view}
          date={date}
          zone={zone}
          loading={!loaded || state.loadingWindow}
          canWrite={account.canWrite}
          onView={setView}
          onDate={setDate}
          onNew={() => editor.create(undefined, date)}
        />
        <Notices
          failure={incomplete.failure}
          asOf={state.asOf}
          days={incomplete.days}
          calendars={incomplete.calendars}
          unshown={incomplete.unshown}
          canWrite={account.canWrite}
          onRetry={() => workspace.retry()}
          onDelete={(event) => void editor.discard(event)}
        />
        <CalendarGrid
          view={view}
          date={date}
          events={drawn}
          people={people}
          unread={state.unreadDays}
          canWrite={account.canWrite}
          isFresh={(key) => workspace.isFresh(key)}
          onRange={(from, to) => workspace.show(from, to)}
          onPick={(range) => editor.create(range)}
          onOpen={editor.open}
          onGrab={moves.grab}
          onMove={moves.move}
        />
        {loaded && calendars.length === 0 && (
          <EmptyState canWrite={account.canWrite} onAddSampleData={sidebar.addSampleData} />
        )}
      </main>
      {editing !== undefined && (
        <EventEditor
          editing={editing}
          live={editing.kind === 'event' ? events.get(eventKey(editing.event)) : undefined}
          calendars={calendars.filter((calendar) => mayEdit(calendar) || calendar.id === editedId)}
          directory={directory}
          unread={state.unreadDays}
          zone={zone}
          canWrite={account.canWrite && (edited === undefined || mayEdit(edited))}
          onSave={editor.save}
          onDelete={editor.remove}
          onAddPerson={editor.addPerson}
          onClose={editor.close}
        />
      )}
      {moves.question !== undefined && <MoveQuestion question={moves.question} directory={directory} />}
      <ToastList toasts={toasts} />
    </div>
  );
}
