import { Temporal } from 'temporal-polyfill';
import type { Zone } from './zone';

/**
 * There are two kinds of times, and every conversion between them names a zone: wall times (`2026-11-23T09:00:00`) in a zone,
 * and instants (`…Z`). A wall time that a clock change skips moves forward by the length of the gap, and of a wall time that
 * occurs twice the first one counts; the service does the same.
 */
export const viewerZone = (): string => Temporal.Now.timeZoneId();

/** The instant of a wall time in a zone. */
export function toInstant(wall: string, zone: Zone): string {
  if (typeof zone !== 'string') return zone.toInstant(wall);
  return Temporal.PlainDateTime.from(wall)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant()
    .toString();
}

/** The wall time that a clock in the zone shows at an instant, to the second. */
export function toWall(instant: string, zone: Zone): string {
  if (typeof zone !== 'string') return zone.toWall(instant);
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second', roundingMode: 'floor' });
}

/** The same instant as a wall time of another zone. */
export const convertWall = (wall: string, from: Zone, to: Zone): string =>
  from === to ? normalWall(wall) : toWall(toInstant(wall, from), to);

export const normalWall = (wall: string): string =>
  Temporal.PlainDateTime.from(wall).toString({ smallestUnit: 'second' });

/** The wall time that a Date shows in the browser's zone; calendar components return such Dates. */
export function wallOfDate(date: Date): string {
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  return (
    `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}` +
    `T${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
  );
}

export const dateOf = (wall: string): string => wall.slice(0, 10);

export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date.slice(0, 10)).add({ days }).toString();

export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(dateOf(from)).until(dateOf(to), { largestUnit: 'days' }).days;

export const isBefore = (first: string, second: string): boolean => Temporal.PlainDateTime.compare(first, second) < 0;

/** `wall` moved by the difference of two other wall times. */
export function shiftWall(wall: string, from: string, to: string): string {
  const difference = Temporal.PlainDateTime.from(from).until(to, { largestUnit: 'days' });
  return Temporal.PlainDateTime.from(wall).add(difference).toString({ smallestUnit: 'second' });
}

/** The elapsed time between two wall times of a zone, in seconds; across a clock change, real time. */
export const secondsBetween = (start: string, end: string, zone: Zone): number =>
  (Date.parse(toInstant(end, zone)) - Date.parse(toInstant(start, zone))) / 1000;

/** The wall time after the given elapsed seconds. */
export const addSeconds = (wall: string, zone: Zone, seconds: number): string =>
  toWall(Temporal.Instant.from(toInstant(wall, zone)).add({ seconds }).toString(), zone);

/** The next full hour at `now` in a zone. */
export function nextHour(zone: string): string {
  const now = Temporal.Now.zonedDateTimeISO(zone);
  return now.add({ hours: 1 }).round({ smallestUnit: 'hour', roundingMode: 'floor' }).toPlainDateTime().toString({
    smallestUnit: 'second',
  });
}

export const today = (zone: string): string => Temporal.Now.plainDateISO(zone).toString();

export const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** Midnight of a date in a zone, as an instant. */
export const startOfDay = (date: string, zone: Zone): string =>
  typeof zone === 'string'
    ? Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant().toString()
    : zone.toInstant(`${date}T00:00:00`);

/** The last second of a date in a zone, as an instant: the day may be shorter or longer than others, and end at any time. */
export const endOfDay = (date: string, zone: Zone): string =>
  Temporal.Instant.from(startOfDay(addDays(date, 1), zone))
    .subtract({ seconds: 1 })
    .toString();

/** Zones this browser knows, the viewer's first. */
export function zones(): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set([viewerZone(), 'UTC', ...known])];
}

export function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

export function isZone(zone: Zone): boolean {
  if (typeof zone !== 'string') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
