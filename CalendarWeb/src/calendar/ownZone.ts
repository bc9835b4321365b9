import ICAL from 'ical.js';

const day = 86_400_000;

/** Years to look back for the last change of the offset: most zones change each year, some rules have ended long ago. */
const yearsBack = [2, 30, 2000];

/** Bounds the work for a rule that names more days than a zone can need. */
const maxSteps = 20_000;

/** A change of the offset: the wall time (as if it were UTC) at which it begins, and the offsets before and after it. All in milliseconds. */
interface Onset {
  readonly wall: number;
  readonly before: number;
  readonly after: number;
}

interface Interval {
  readonly start: number;
  readonly offset: number;
}

/**
 * The time zone that an imported event carries with it (`timeZoneRules`): a VTIMEZONE (RFC 5545 §3.6.5). The service computes the
 * dates of a series with these rules, so a move must use them too. The results are those of the service, also for mistaken rules:
 * rules that cannot be read are UTC, and of two changes within two days the later one counts.
 */
export class OwnZone {
  private static readonly known = new Map<string, OwnZone>();
  private readonly observances: readonly Observance[];
  private readonly years = new Map<number, readonly Interval[]>();

  private constructor(rules: string) {
    this.observances = observancesOf(rules);
  }

  /** The zone of these rules. Zones are kept, because every event of a series file has the same rules. */
  static of(rules: string): OwnZone {
    const { known } = OwnZone;
    const zone = known.get(rules) ?? new OwnZone(rules);
    if (known.size >= 500) known.clear();
    known.set(rules, zone);
    return zone;
  }

  toWall(instant: string): string {
    const time = Date.parse(instant);
    return text(time + this.offsetAt(time));
  }

  /** A skipped wall time moves forward by the length of the gap, and of a wall time that occurs twice the first one counts. */
  toInstant(wall: string): string {
    const time = parse(wall);
    const before = this.offsetAt(time - day);
    const instants = [before, this.offsetAt(time + day)]
      .map((offset) => time - offset)
      .filter((instant) => this.offsetAt(instant) === time - instant);
    return `${text(instants.length === 0 ? time - before : Math.min(...instants))}Z`;
  }

  private offsetAt(instant: number): number {
    const year = new Date(instant).getUTCFullYear();
    const intervals = this.years.get(year) ?? this.intervals(year);
    this.years.set(year, intervals);
    return (intervals.findLast(({ start }) => start <= instant) ?? intervals[0])?.offset ?? 0;
  }

  private intervals(year: number): readonly Interval[] {
    const [from, to] = [startOf(year), startOf(year + 1)];
    const intervals: Interval[] = [];
    let start = from;
    let offset = this.offsetBefore(from, year);
    for (const { wall, before, after } of this.onsets(from - day, to + day)) {
      const onset = wall - before;
      if (onset >= to) continue;
      if (onset > from && onset - start >= 2 * day) {
        intervals.push({ start, offset });
        start = onset;
      }
      offset = after;
    }
    return [...intervals, { start, offset }];
  }

  private offsetBefore(from: number, year: number): number {
    for (const years of yearsBack) {
      const last = this.onsets(startOf(Math.max(1, year - years)), from).at(-1);
      if (last !== undefined) return last.after;
    }
    const [first] = [...this.observances].sort((a, b) => a.start - b.start);
    return first?.before ?? 0;
  }

  private onsets(from: number, to: number): Onset[] {
    return this.observances
      .flatMap(({ before, after, walls }) => walls(from, to).map((wall) => ({ wall, before, after })))
      .sort((a, b) => a.wall - b.wall);
  }
}

/** A STANDARD or DAYLIGHT. Which of the two it is makes no difference to the offset. */
interface Observance {
  readonly start: number;
  readonly before: number;
  readonly after: number;
  /** The wall times in [from, to) at which it begins. */
  readonly walls: (from: number, to: number) => readonly number[];
}

function observancesOf(rules: string): Observance[] {
  try {
    // ical.js drops the seconds of an offset, but not those of a property that it does not know.
    const text = rules.replaceAll(/^(?=TZOFFSET(FROM|TO)[:;])/gim, 'X-');
    const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
    return component.getAllSubcomponents().flatMap(observanceOf);
  } catch {
    return [];
  }
}

function observanceOf(component: ICAL.Component): Observance[] {
  const value = (name: string): unknown => component.getFirstPropertyValue(name);
  const begin = value('dtstart');
  const [before, after] = [offsetOf(value('x-tzoffsetfrom')), offsetOf(value('x-tzoffsetto'))];
  if (!(begin instanceof ICAL.Time) || before === undefined || after === undefined) return [];
  const start = timeOf(begin);
  const valuesOf = (name: string) =>
    component.getAllProperties(name).flatMap((property) => property.getValues() as unknown[]);
  const dates = [start, ...valuesOf('rdate').flatMap((date) => (date instanceof ICAL.Time ? [timeOf(date)] : []))];
  const recurrences = valuesOf('rrule').flatMap((rule) =>
    rule instanceof ICAL.Recur ? [inWallTime(rule, before)] : [],
  );
  const walls = (first: number, end: number) => [
    ...new Set([
      ...dates.filter((date) => date >= first && date < end),
      ...recurrences.flatMap((rule) => wallsOf(rule, begin, first, end)),
    ]),
  ];
  return [{ start, before, after, walls }];
}

/** UTC-OFFSET (RFC 5545 §3.3.14) in milliseconds: `+0100`, `-033015`. */
function offsetOf(value: unknown): number | undefined {
  const match = typeof value === 'string' ? /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(value.trim()) : null;
  if (match === null) return undefined;
  const [, sign, hours, minutes, seconds = '0'] = match;
  const length = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return length > 18 * 3600 ? undefined : length * (sign === '-' ? -1000 : 1000);
}

/** UNTIL names an instant, and the onsets are wall times by the offset before them. */
function inWallTime(rule: ICAL.Recur, before: number): ICAL.Recur {
  const { until } = rule as { until: ICAL.Time | null };
  if (until?.zone !== ICAL.Timezone.utcTimezone) return rule;
  const local = ICAL.Recur.fromString(rule.toString());
  local.until = ICAL.Time.fromDateTimeString(text(timeOf(until) + before));
  return local;
}

function wallsOf(rule: ICAL.Recur, begin: ICAL.Time, from: number, to: number): number[] {
  const walls: number[] = [];
  const iterator = rule.iterator(near(rule, begin, from));
  for (let step = 0; step < maxSteps; step++) {
    const next = iterator.next() as ICAL.Time | null;
    if (next === null) break;
    const wall = timeOf(next);
    if (wall >= to) break;
    if (wall >= from) walls.push(wall);
  }
  return walls;
}

/** The start of the rule, or the same date shortly before `from`: many rules begin in 1601, and the steps up to today are many. */
function near(rule: ICAL.Recur, begin: ICAL.Time, from: number): ICAL.Time {
  const years = new Date(from).getUTCFullYear() - 1 - begin.year;
  const isLeapDay = begin.month === 2 && begin.day === 29;
  const isYearly = rule.freq === 'YEARLY' || (rule.freq === 'MONTHLY' && begin.day <= 28);
  if (rule.isByCount() || isLeapDay || !isYearly || years <= rule.interval) return begin;
  const start = begin.clone();
  start.year += years - (years % rule.interval);
  return start;
}

const startOf = (year: number): number => Date.UTC(year, 0, 1);

const timeOf = ({ year, month, day: date, hour, minute, second }: ICAL.Time): number =>
  Date.UTC(year, month - 1, date, hour, minute, second);

const parse = (wall: string): number => Date.parse(wall.length === 10 ? wall : `${wall}Z`);

const text = (time: number): string => new Date(time).toISOString().slice(0, 19);
