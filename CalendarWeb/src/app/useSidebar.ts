import type { Calendar, CalendarContent } from '@calendar-realtime/realtime';
import { ApiError } from '@calendar-realtime/realtime';
import { newId } from '@/calendar/newId';
import type { Workspace } from '@/calendar/workspace';
import type { Toasts } from '@/features/toasts/toasts';
import { failureOf } from './eventActions';

const messageOf = (error: unknown): string => {
  if (error instanceof ApiError && error.status === 412)
    return 'Somebody else has changed this calendar. Close this dialog, check the calendar, and try again.';
  const failure = failureOf(error);
  if (failure.kind === 'invalid') return Object.values(failure.errors).flat().join('; ') || failure.message;
  return 'message' in failure ? failure.message : 'Somebody has deleted this calendar.';
};

/** The actions of the list of calendars. */
export function useSidebar(workspace: Workspace, toasts: Toasts) {
  const attempt = async (action: Promise<unknown>): Promise<string | undefined> => {
    try {
      await action;
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  };
  return {
    save: (calendar: Calendar | undefined, content: CalendarContent) =>
      attempt(
        calendar === undefined
          ? workspace.saveCalendar(newId(), content, 'nothing')
          : workspace.saveCalendar(calendar.id, content, { etag: calendar.etag }),
      ),
    remove: (calendar: Calendar) => attempt(workspace.deleteCalendar(calendar)),
    download: (calendar: Calendar) => {
      workspace
        .export(calendar.id)
        .then((blob) => {
          const url = URL.createObjectURL(blob);
          const link = Object.assign(document.createElement('a'), { href: url, download: `${calendar.name}.ics` });
          link.click();
          setTimeout(() => URL.revokeObjectURL(url), 60_000);
        })
        .catch((error: unknown) => toasts.problem(messageOf(error)));
    },
    addSampleData: async () => {
      try {
        const added = await workspace.addSampleData();
        if (!added) toasts.show('This service has no sample data.');
        return added;
      } catch (error) {
        toasts.problem(messageOf(error));
        return true;
      }
    },
  };
}
