import type { Recurrence } from '@calendar-realtime/realtime';
import type { Zone } from './zone';
import { addDays, dateOf, daysBetween, endOfDay, isDate, isZone, shiftWall, toWall } from './time';

/** The recurrences that are offered by name; everything else is `custom`, an RRULE (RFC 5545 §3.3.10) as text. */
export const presets = ['none', 'daily', 'weekdays', 'weekly', 'monthly', 'yearly', 'custom'] as const;
export type Preset = (typeof presets)[number];

const rules: Record<Exclude<Preset, 'none' | 'custom'>, string> = {
  daily: 'FREQ=DAILY',
  weekdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  weekly: 'FREQ=WEEKLY',
  monthly: 'FREQ=MONTHLY',
  yearly: 'FREQ=YEARLY',
};

export interface Repetition {
  readonly preset: Preset;
  /** The RRULE when `custom`. */
  readonly rule: string;
  /** The last day, or empty for no end; for `custom` it is part of the rule. */
  readonly until: string;
}

const parts = (rule: string): Map<string, string> =>
  new Map(
    rule
      .trim()
      .toUpperCase()
      .split(';')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      }),
  );

const text = (rule: Map<string, string>): string => [...rule].map(([name, value]) => `${name}=${value}`).join(';');

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const weekdayOf = (date: string): string => weekdays[((daysBetween('2024-01-01', date) % 7) + 7) % 7] ?? 'MO';

/** `20261231` as `2026-12-31`, and `20261231T225959` as `2026-12-31T22:59:59`. */
const extended = (basic: string): string =>
  basic.replace(/^(\d{4})(\d{2})(\d{2})/, '$1-$2-$3').replace(/T(\d{2})(\d{2})(\d{2})$/, 'T$1:$2:$3');

const basic = (text: string): string => text.replaceAll(/[-:]|\.\d+/g, '');

/**
 * The last day that UNTIL (RFC 5545 §3.3.10) allows, as the service reads it: an instant is a time of day in the event's zone. For
 * all-day events some programs write the instant of their local midnight, which east of Greenwich is on the day before.
 */
function endOf(until: string, zone: Zone | undefined): { readonly day: string; readonly time?: string } | undefined {
  const match = /^\d{8}(T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(until);
  if (match === null) return undefined;
  const [, time, hour = '', minute = '', second = '', utc] = match;
  const wall = extended(until.replace(/Z$/, ''));
  if (time === undefined) return { day: wall };
  if (utc === '' || (zone !== undefined && !isZone(zone))) return { day: dateOf(wall), time: wall.slice(11) };
  if (zone !== undefined) {
    const here = toWall(`${wall}Z`, zone);
    return { day: dateOf(here), time: here.slice(11) };
  }
  const isLocalMidnight = Number(hour) >= 12 && Number(second) === 0 && Number(minute) % 15 === 0;
  return { day: addDays(wall, isLocalMidnight ? 1 : 0) };
}

/**
 * The preset of an event's recurrence. `start` is the event's own start: a weekly rule that names this weekday is plain weekly.
 * `zone` is the event's zone; undefined for an all-day event.
 */
export function repetitionOf(recurrence: Recurrence | undefined, start: string, zone: Zone | undefined): Repetition {
  const none: Repetition = { preset: 'none', rule: '', until: '' };
  if (recurrence === undefined) return none;
  const [rule, ...others] = recurrence.rules;
  if (rule === undefined || others.length > 0)
    return { preset: 'custom', rule: recurrence.rules.join('\n'), until: '' };

  const found = parts(rule);
  const until = found.get('UNTIL');
  const lastDay = until === undefined ? '' : endOf(until, zone)?.day;
  // An end that the field for it cannot show; so the rule is shown as it is.
  if (lastDay === undefined || (lastDay !== '' && !isDate(lastDay))) return { preset: 'custom', rule, until: '' };
  found.delete('UNTIL');
  found.delete('WKST');
  if (found.get('INTERVAL') === '1') found.delete('INTERVAL');
  if (found.get('FREQ') === 'WEEKLY' && found.get('BYDAY') === weekdayOf(start)) found.delete('BYDAY');
  const plain = text(found);
  for (const preset of presets)
    if (preset !== 'none' && preset !== 'custom' && rules[preset] === plain) return { preset, rule, until: lastDay };
  return { preset: 'custom', rule, until: '' };
}

/** UNTIL with this last day: the end of the day in the event's zone, in UTC, as RFC 5545 requires for a timed event. */
const untilOf = (day: string, zone: Zone | undefined): string => basic(zone === undefined ? day : endOfDay(day, zone));

/** The RRULEs of a preset. */
export function rulesOf(repetition: Repetition, zone: Zone | undefined): string[] {
  const { preset, rule, until } = repetition;
  if (preset === 'none') return [];
  if (preset === 'custom')
    return rule
      .split('\n')
      .map((line) => line.trim().replace(/^RRULE:/i, ''))
      .filter((line) => line !== '');
  if (until === '') return [rules[preset]];
  return [`${rules[preset]};UNTIL=${untilOf(until, zone)}`];
}

/**
 * A recurrence after its series moved to another start. Its additional, excepted and overridden dates identify
 * occurrences by their start, so they move too; between timed and all-day they change their format.
 */
export function rebase(recurrence: Recurrence, from: string, to: string): Recurrence {
  const allDay = to.length === 10;
  const move = (date: string): string => {
    const days = daysBetween(from, to);
    if (allDay) return addDays(date, days);
    return shiftWall(
      date.length === 10 ? `${date}T00:00:00` : date,
      from.length === 10 ? `${from}T00:00:00` : from,
      to,
    );
  };
  return {
    ...recurrence,
    dates: recurrence.dates.map(move),
    exceptionDates: recurrence.exceptionDates.map(move),
    overriddenDates: recurrence.overriddenDates.map(move),
  };
}

/**
 * The rule of a series whose start moves, or undefined if the rule names days in a way that cannot be shifted (the last Friday
 * of a month). A rule that names no days follows its start. Its end moves too: the series keeps its last occurrence.
 */
export function shiftRule(rule: string, from: string, to: string, zone: Zone | undefined): string | undefined {
  if (from === to) return rule;
  const days = daysBetween(from, to);
  const found = parts(rule);
  const until = found.get('UNTIL');
  const end = until === undefined ? undefined : endOf(until, zone);
  if (end !== undefined && isDate(end.day)) {
    const isBefore = end.time !== undefined && end.time < from.slice(11);
    found.set('UNTIL', untilOf(addDays(end.day, isBefore ? days - 1 : days), zone));
  }
  if (days === 0) return text(found);
  const naming = [...found.keys()].filter((name) => name.startsWith('BY'));
  if (naming.length === 0) return text(found);

  const named = found.get('BYDAY')?.split(',') ?? [];
  const plainWeekly =
    found.get('FREQ') === 'WEEKLY' &&
    naming.length === 1 &&
    named.length > 0 &&
    (found.get('INTERVAL') ?? '1') === '1' &&
    named.every((day) => weekdays.includes(day));
  if (!plainWeekly) return undefined;
  const moved = named.map((day) => weekdays[(((weekdays.indexOf(day) + days) % 7) + 7) % 7] ?? day);
  found.set('BYDAY', moved.join(','));
  return text(found);
}

const names: Record<Preset, string> = {
  none: 'Does not repeat',
  daily: 'Every day',
  weekdays: 'Every weekday (Monday to Friday)',
  weekly: 'Every week',
  monthly: 'Every month',
  yearly: 'Every year',
  custom: 'By a rule (RRULE)',
};

export const presetName = (preset: Preset): string => names[preset];

export function describeRepetition(repetition: Repetition): string {
  const { preset, rule, until } = repetition;
  if (preset === 'custom') return rule;
  return until === '' ? names[preset] : `${names[preset]} until ${until}`;
}
