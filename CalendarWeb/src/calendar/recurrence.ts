import type { Recurrence } from '@calendar-realtime/realtime';
import { addDays, daysBetween, shiftWall, toInstant } from './time';

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

/** The preset of an event's recurrence. `start` is the event's own start: a weekly rule that names this weekday is plain weekly. */
export function repetitionOf(recurrence: Recurrence | undefined, start: string): Repetition {
  const none: Repetition = { preset: 'none', rule: '', until: '' };
  if (recurrence === undefined) return none;
  const [rule, ...others] = recurrence.rules;
  if (rule === undefined || others.length > 0)
    return { preset: 'custom', rule: recurrence.rules.join('\n'), until: '' };

  const found = parts(rule);
  const until = found.get('UNTIL') ?? '';
  const lastDay = /^(\d{4})(\d{2})(\d{2})/.exec(until)?.slice(1).join('-') ?? '';
  found.delete('UNTIL');
  found.delete('WKST');
  if (found.get('INTERVAL') === '1') found.delete('INTERVAL');
  if (found.get('FREQ') === 'WEEKLY' && found.get('BYDAY') === weekdayOf(start)) found.delete('BYDAY');
  const plain = text(found);
  for (const preset of presets)
    if (preset !== 'none' && preset !== 'custom' && rules[preset] === plain) return { preset, rule, until: lastDay };
  return { preset: 'custom', rule, until: '' };
}

/** The RRULEs of a preset. `UNTIL` is the end of its day in the event's zone, in UTC, as RFC 5545 requires for a timed event. */
export function rulesOf(repetition: Repetition, zone: string | undefined): string[] {
  const { preset, rule, until } = repetition;
  if (preset === 'none') return [];
  if (preset === 'custom')
    return rule
      .split('\n')
      .map((line) => line.trim().replace(/^RRULE:/i, ''))
      .filter((line) => line !== '');
  if (until === '') return [rules[preset]];
  const end =
    zone === undefined ? until.replaceAll('-', '') : toInstant(`${until}T23:59:59`, zone).replaceAll(/[-:]|\.\d+/g, '');
  return [`${rules[preset]};UNTIL=${end}`];
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
 * The rule of a series that moves by whole days, or undefined if the rule names days in a way that cannot
 * be shifted (the last Friday of a month). A rule that names no days follows its start.
 */
export function shiftRule(rule: string, days: number): string | undefined {
  if (days === 0) return rule;
  const found = parts(rule);
  const until = found.get('UNTIL');
  const match = /^(\d{4})(\d{2})(\d{2})(.*)$/.exec(until ?? '');
  if (match !== null) {
    const [, year = '', month = '', day = '', rest = ''] = match;
    found.set('UNTIL', addDays(`${year}-${month}-${day}`, days).replaceAll('-', '') + rest);
  }
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
