import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Repetition } from './recurrence';
import { describeRepetition, rebase, repetitionOf, rulesOf, shiftRule } from './recurrence';
import { addDays, startOfDay, toWall, zones } from './time';

const series = (...rules: string[]) => ({ rules, dates: [], exceptionDates: [], overriddenDates: [] });
const berlin = 'Europe/Berlin';
const monday = '2026-11-23T09:00:00';

describe('A recurrence in the editor', () => {
  test('reads the recurrence rule of each preset as this preset', () => {
    for (const preset of ['daily', 'weekdays', 'weekly', 'monthly', 'yearly'] as const) {
      const rules = rulesOf({ preset, rule: '', until: '' }, 'Europe/Berlin');
      expect(repetitionOf(series(...rules), monday, berlin)).toMatchObject({ preset, until: '' });
      const ended = rulesOf({ preset, rule: '', until: '2026-12-31' }, 'Europe/Berlin');
      expect(repetitionOf(series(...ended), monday, berlin)).toMatchObject({ preset, until: '2026-12-31' });
    }
  });

  test('writes the last day as the end of that day in the zone of the event, or as a date for an all-day event', () => {
    const daily = { preset: 'daily', rule: '', until: '2026-12-31' } as const;
    expect(rulesOf(daily, 'Europe/Berlin')).toEqual(['FREQ=DAILY;UNTIL=20261231T225959Z']);
    expect(rulesOf(daily, undefined)).toEqual(['FREQ=DAILY;UNTIL=20261231']);
  });

  test('reads a weekly rule as “every week” only if it names the weekday of the start', () => {
    expect(repetitionOf(series('FREQ=WEEKLY;BYDAY=MO'), monday, berlin).preset).toBe('weekly');
    expect(repetitionOf(series('FREQ=WEEKLY;INTERVAL=1;WKST=MO'), monday, berlin).preset).toBe('weekly');
    expect(repetitionOf(series('FREQ=WEEKLY;BYDAY=TU'), monday, berlin)).toMatchObject({
      preset: 'custom',
      rule: 'FREQ=WEEKLY;BYDAY=TU',
    });
  });

  test('shows several rules, and dates without a rule, unchanged', () => {
    expect(repetitionOf(series('FREQ=DAILY', 'FREQ=YEARLY'), monday, berlin)).toMatchObject({
      preset: 'custom',
      rule: 'FREQ=DAILY\nFREQ=YEARLY',
    });
    expect(describeRepetition(repetitionOf(undefined, monday, berlin))).toBe('Does not repeat');
  });

  test('accepts a typed rule with its name, as in .ics files', () => {
    expect(rulesOf({ preset: 'custom', rule: ' RRULE:FREQ=MONTHLY;BYDAY=-1FR ', until: '' }, 'UTC')).toEqual([
      'FREQ=MONTHLY;BYDAY=-1FR',
    ]);
  });

  test('moves its dates together with the series, and changes their form if the series becomes all-day', () => {
    const named = { ...series('FREQ=DAILY'), exceptionDates: ['2026-12-25T09:00:00'], dates: ['2026-11-28T09:00:00'] };
    expect(rebase(named, monday, '2026-11-24T10:30:00').exceptionDates).toEqual(['2026-12-26T10:30:00']);
    expect(rebase(named, monday, '2026-11-23').dates).toEqual(['2026-11-28']);
    const allDay = { ...series('FREQ=DAILY'), exceptionDates: ['2026-12-25'] };
    expect(rebase(allDay, '2026-11-23', monday).exceptionDates).toEqual(['2026-12-25T09:00:00']);
  });

  test('moves a rule by days only if the result is certain', () => {
    const shift = (rule: string, days: number) => shiftRule(rule, monday, `${addDays(monday, days)}T09:00:00`, berlin);
    expect(shift('FREQ=DAILY', 1)).toBe('FREQ=DAILY');
    expect(shift('FREQ=WEEKLY;BYDAY=MO,SU', 1)).toBe('FREQ=WEEKLY;BYDAY=TU,MO');
    expect(shift('FREQ=WEEKLY;BYDAY=MO', -8)).toBe('FREQ=WEEKLY;BYDAY=SU');
    expect(shift('FREQ=DAILY;UNTIL=20261231T225959Z', 2)).toBe('FREQ=DAILY;UNTIL=20270102T225959Z');
    expect(shift('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 1)).toBeUndefined();
    expect(shift('FREQ=MONTHLY;BYDAY=-1FR', 1)).toBeUndefined();
    expect(shift('FREQ=MONTHLY;BYDAY=-1FR', 0)).toBe('FREQ=MONTHLY;BYDAY=-1FR');
  });

  test('keeps the last occurrence of a moved series, across a clock change and at a later time of day', () => {
    // The clock goes back on 25 October: the end of that day is an hour later in UTC.
    const october = '2026-10-05T09:00:00';
    const ended = 'FREQ=DAILY;UNTIL=20261024T215959Z';
    expect(shiftRule(ended, october, '2026-10-06T23:30:00', berlin)).toBe('FREQ=DAILY;UNTIL=20261025T225959Z');
    // Other programs write the start of the last occurrence.
    const exact = 'FREQ=DAILY;UNTIL=20261231T080000Z';
    expect(shiftRule(exact, monday, '2026-11-23T11:00:00', berlin)).toBe('FREQ=DAILY;UNTIL=20261231T225959Z');
    const before = 'FREQ=DAILY;UNTIL=20261231T070000Z';
    expect(shiftRule(before, monday, '2026-11-23T07:00:00', berlin)).toBe('FREQ=DAILY;UNTIL=20261230T225959Z');
    expect(shiftRule('FREQ=DAILY;UNTIL=20261231', '2026-11-23', '2026-11-24', undefined)).toBe(
      'FREQ=DAILY;UNTIL=20270101',
    );
  });
});

describe('The last day of a series', () => {
  const read = (until: string, zone: string | undefined) =>
    repetitionOf(series(`FREQ=DAILY;UNTIL=${until}`), zone === undefined ? '2026-11-23' : monday, zone).until;

  test.each([
    ['20270101T045959Z', 'America/New_York', '2026-12-31'],
    ['20261231T145959Z', 'Asia/Tokyo', '2026-12-31'],
    ['20261231T150000Z', 'Asia/Tokyo', '2027-01-01'],
    ['20261231', 'America/New_York', '2026-12-31'],
    ['20261231T235959', 'America/New_York', '2026-12-31'],
    ['20261231', undefined, '2026-12-31'],
    ['20261231T235959Z', undefined, '2026-12-31'],
    // A program east of Greenwich wrote its local midnight.
    ['20261230T230000Z', undefined, '2026-12-31'],
    ['20261231T050000Z', undefined, '2026-12-31'],
  ])('of UNTIL=%s in %s is %s', (until, zone, day) => expect(read(until, zone)).toBe(day));

  test('leaves the rule unchanged if the field cannot show it', () => {
    for (const until of ['99991231T235959Z', 'soon'])
      expect(repetitionOf(series(`FREQ=DAILY;UNTIL=${until}`), monday, 'Asia/Tokyo')).toEqual({
        preset: 'custom',
        rule: `FREQ=DAILY;UNTIL=${until}`,
        until: '',
      });
  });

  const day = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const preset = fc.constantFrom('daily', 'weekdays', 'weekly', 'monthly', 'yearly');

  test('is the same after each save, in every zone and for all-day events', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(undefined, ...zones()), day, preset, (zone, until, name) => {
        // Some zones skipped a day: Samoa had no 30 December 2011.
        fc.pre(zone === undefined || toWall(startOfDay(until, zone), zone).startsWith(until));
        const start = zone === undefined ? '1980-01-01' : '1980-01-01T09:00:00';
        let repetition: Repetition = { preset: name, rule: '', until };
        for (let save = 0; save < 3; save++) {
          repetition = repetitionOf(series(...rulesOf(repetition, zone)), start, zone);
          expect(repetition).toMatchObject({ preset: name, until });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('is the same after each save at every clock change of a year in every zone', { timeout: 60_000 }, () => {
    for (const zone of zones())
      for (
        let change = nextChange('2026-01-01T00:00:00Z', zone);
        change !== undefined && change < '2027';
        change = nextChange(change, zone)
      )
        for (const near of [-1, 0, 1]) {
          const until = addDays(toWall(change, zone), near);
          const repetition: Repetition = { preset: 'daily', rule: '', until };
          const saved = repetitionOf(series(...rulesOf(repetition, zone)), monday, zone).until;
          expect(`${zone} ${saved}`).toBe(`${zone} ${until}`);
        }
  });
});

const nextChange = (instant: string, zone: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).getTimeZoneTransition('next')?.toInstant().toString();
