import type { EventContent } from '@calendar-realtime/realtime';
import type { Repetition } from '@/calendar/recurrence';
import { rebase, repetitionOf, rulesOf } from '@/calendar/recurrence';
import { OwnZone } from '@/calendar/ownZone';
import { addDays, convertWall, dateOf, isBefore, isZone, normalWall, shiftWall } from '@/calendar/time';
import type { Zone } from '@/calendar/zone';
import { touches } from '@/calendar/unreadDays';
import { zoneOf } from '@/calendar/zone';

/** An event as the form has it: the texts of its fields, which may be incomplete. */
export interface Draft {
  readonly calendarId: string;
  readonly title: string;
  readonly allDay: boolean;
  readonly startDate: string;
  readonly startTime: string;
  /** The last day of an all-day event. In the wire format the end is the day after. */
  readonly endDate: string;
  readonly endTime: string;
  readonly timeZone: string;
  /** The zone rules that the event carries. They cannot be edited, and `timeZone` is then only the nearest zone that has a name. */
  readonly timeZoneRules: string | undefined;
  readonly location: string;
  readonly category: string;
  /** Empty for the calendar's colour. */
  readonly color: string;
  readonly assignees: readonly string[];
  readonly description: string;
  readonly repetition: Repetition;
}

export function draftOf(calendarId: string, content: EventContent, viewerZone: string): Draft {
  const { allDay, start, end } = content;
  return {
    calendarId,
    title: content.title,
    allDay,
    startDate: dateOf(start),
    startTime: allDay ? '09:00' : start.slice(11, 16),
    endDate: allDay ? addDays(end, -1) : dateOf(end),
    endTime: allDay ? '10:00' : end.slice(11, 16),
    timeZone: content.timeZone ?? viewerZone,
    timeZoneRules: content.timeZoneRules,
    location: content.location ?? '',
    category: content.category ?? '',
    color: content.color ?? '',
    assignees: content.assignees,
    description: content.description ?? '',
    repetition: repetitionOf(content.recurrence, start, zoneOf(content)),
  };
}

/** The zone of the wall times in the fields. */
export const draftZone = ({ timeZone, timeZoneRules }: Draft): Zone =>
  timeZoneRules === undefined ? timeZone : OwnZone.of(timeZoneRules);

const wall = (date: string, time: string): string => normalWall(`${date}T${time}`);

/** The draft's start and end in the wire format. */
export const timesOf = (draft: Draft): { start: string; end: string } =>
  draft.allDay
    ? { start: draft.startDate, end: addDays(draft.endDate, 1) }
    : { start: wall(draft.startDate, draft.startTime), end: wall(draft.endDate, draft.endTime) };

/** Whether the draft has a part in one of the days, which are those of the viewer. */
export function isOnUnread(draft: Draft, days: readonly string[], viewerZone: string): boolean {
  if (Object.keys(timeProblems(draft)).length > 0) return false;
  const { start, end } = timesOf(draft);
  if (draft.allDay) return touches(days, start, end);
  const zone = draftZone(draft);
  return touches(days, convertWall(start, zone, viewerZone), convertWall(end, zone, viewerZone));
}

/** The draft with another start; its end moves too, so that the duration stays. */
export function withStart(draft: Draft, date: string, time: string): Draft {
  const next = { ...draft, startDate: date, startTime: time };
  if (date === '' || time === '' || draft.startDate === '' || draft.startTime === '') return next;
  const from = wall(draft.startDate, draft.startTime);
  const to = wall(date, time);
  if (draft.endDate === '' || draft.endTime === '') return next;
  const end = shiftWall(wall(draft.endDate, draft.endTime), from, to);
  return { ...next, endDate: dateOf(end), endTime: end.slice(11, 16) };
}

/** By field, with the names of the wire format: the errors that prevent sending the draft. The service validates everything again. */
export function problemsOf(draft: Draft): Record<string, string> {
  const problems: Record<string, string> = draft.title.trim() === '' ? { title: 'A title is required.' } : {};
  Object.assign(problems, timeProblems(draft));
  const { preset, rule, until } = draft.repetition;
  if (preset === 'custom' && !/FREQ=/i.test(rule))
    problems.recurrence = 'A rule needs a frequency, for example FREQ=WEEKLY.';
  else if (until !== '' && preset !== 'none' && preset !== 'custom' && until < draft.startDate)
    problems.recurrence = 'The last day is before the start.';
  return problems;
}

function timeProblems(draft: Draft): Record<string, string> {
  const problems: Record<string, string> = {};
  if (draft.startDate === '' || (!draft.allDay && draft.startTime === '')) problems.start = 'When does it start?';
  if (draft.endDate === '' || (!draft.allDay && draft.endTime === '')) problems.end = 'When does it end?';
  if (!draft.allDay && !isZone(draftZone(draft))) problems.timeZone = 'This zone is not known. Try Europe/Berlin.';
  if (problems.start === undefined && problems.end === undefined) {
    const { start, end } = timesOf(draft);
    if (isBefore(end, start) || (draft.allDay && end === start)) problems.end = 'The end is before the start.';
  }
  return problems;
}

/** The content to send. Members without a field come from `base`; dates in them move with the start. */
export function contentOf(draft: Draft, base: EventContent | undefined): EventContent {
  const { start, end } = timesOf(draft);
  const zone = draft.allDay ? undefined : draftZone(draft);
  const rules = rulesOf(draft.repetition, zone);
  const kept =
    base?.recurrence === undefined
      ? { dates: [], exceptionDates: [], overriddenDates: [] }
      : rebase(base.recurrence, base.start, start);
  const before = base?.recurrence;
  // A rule with the same meaning is sent unchanged, not in the spelling of the form. If the time of day changes, the rule is written
  // again, because an end within a day could cut off the last occurrence.
  const untouched =
    before !== undefined &&
    JSON.stringify(repetitionOf(before, start, zone)) === JSON.stringify(draft.repetition) &&
    (draft.repetition.until === '' || (base?.start.slice(10) === start.slice(10) && zoneOf(base) === zone));
  const sent = untouched ? before.rules : rules;
  const repeats = untouched || rules.length > 0;
  const recurrence = repeats ? { ...kept, rules: sent } : undefined;
  const text = (name: 'location' | 'category' | 'color' | 'description') =>
    draft[name].trim() === '' ? {} : { [name]: draft[name].trim() };
  return {
    title: draft.title.trim(),
    ...text('description'),
    ...text('location'),
    allDay: draft.allDay,
    start,
    end,
    ...(zone !== undefined && { timeZone: draft.timeZone }),
    ...(zone !== undefined && draft.timeZoneRules !== undefined && { timeZoneRules: draft.timeZoneRules }),
    ...text('category'),
    ...text('color'),
    assignees: draft.assignees,
    ...(recurrence !== undefined && { recurrence }),
    ...(base?.uid !== undefined && { uid: base.uid }),
    ...(base?.recurrenceId !== undefined && { recurrenceId: base.recurrenceId }),
    ...(base?.sequence !== undefined && { sequence: base.sequence }),
  };
}
