import { addDays, addMonths } from '@/calendar/time';

export const views = ['month', 'week', 'day', 'people'] as const;
export type ViewName = (typeof views)[number] | 'people-day';

const components: Record<ViewName, string> = {
  month: 'dayGridMonth',
  week: 'timeGridWeek',
  day: 'timeGridDay',
  people: 'resourceTimelineWeek',
  'people-day': 'resourceTimelineDay',
};

export const componentView = (view: ViewName): string => components[view];

export const isView = (view: string | null): view is ViewName => view !== null && view in components;

/** The date of the next or the previous page. */
export function turn(view: ViewName, date: string, pages: 1 | -1): string {
  // From the first day, so that the page after one with the 31st is the next month, not the one after it.
  if (view === 'month') return addMonths(`${date.slice(0, 7)}-01`, pages);
  return addDays(date, view === 'week' || view === 'people' ? 7 * pages : pages);
}

interface WeekInfo {
  readonly firstDay: number;
}

/** 0 is Sunday; Monday if the browser does not know the first weekday of its language. */
export function firstDayOfWeek(language: string = navigator.language): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };
  const first = (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
  return (first % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6;
}

const utc = (date: string) => new Date(`${date}T00:00:00Z`);

/** The title of the visible page. */
export function titleOf(view: ViewName, date: string, language: string = navigator.language): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  if (view === 'month') return format({ month: 'long', year: 'numeric' }).format(utc(date));
  if (view === 'day' || view === 'people-day')
    return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(utc(date));
  const back = (utc(date).getUTCDay() - firstDayOfWeek(language) + 7) % 7;
  const start = addDays(date, -back);
  return format({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(utc(start), utc(addDays(start, 6)));
}
