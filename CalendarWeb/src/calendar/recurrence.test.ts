import { describe, expect, test } from 'vitest';
import { describeRepetition, rebase, repetitionOf, rulesOf, shiftRule } from './recurrence';

const series = (...rules: string[]) => ({ rules, dates: [], exceptionDates: [], overriddenDates: [] });
const monday = '2026-11-23T09:00:00';

describe('Repetition', () => {
  test('the rules of the presets are read back as the presets', () => {
    for (const preset of ['daily', 'weekdays', 'weekly', 'monthly', 'yearly'] as const) {
      const rules = rulesOf({ preset, rule: '', until: '' }, 'Europe/Berlin');
      expect(repetitionOf(series(...rules), monday)).toMatchObject({ preset, until: '' });
      const ended = rulesOf({ preset, rule: '', until: '2026-12-31' }, 'Europe/Berlin');
      expect(repetitionOf(series(...ended), monday)).toMatchObject({ preset, until: '2026-12-31' });
    }
  });

  test('an end is the end of its day in the event’s zone, in UTC; of an all-day event it is a date', () => {
    const daily = { preset: 'daily', rule: '', until: '2026-12-31' } as const;
    expect(rulesOf(daily, 'Europe/Berlin')).toEqual(['FREQ=DAILY;UNTIL=20261231T225959Z']);
    expect(rulesOf(daily, undefined)).toEqual(['FREQ=DAILY;UNTIL=20261231']);
  });

  test('a weekly rule that names the day it starts on is plain weekly, one that names another is not', () => {
    expect(repetitionOf(series('FREQ=WEEKLY;BYDAY=MO'), monday).preset).toBe('weekly');
    expect(repetitionOf(series('FREQ=WEEKLY;INTERVAL=1;WKST=MO'), monday).preset).toBe('weekly');
    expect(repetitionOf(series('FREQ=WEEKLY;BYDAY=TU'), monday)).toMatchObject({
      preset: 'custom',
      rule: 'FREQ=WEEKLY;BYDAY=TU',
    });
  });

  test('several rules, and dates without a rule, are shown as they are', () => {
    expect(repetitionOf(series('FREQ=DAILY', 'FREQ=YEARLY'), monday)).toMatchObject({
      preset: 'custom',
      rule: 'FREQ=DAILY\nFREQ=YEARLY',
    });
    expect(describeRepetition(repetitionOf(undefined, monday))).toBe('Does not repeat');
  });

  test('a typed rule may carry its name, as it is found in .ics files', () => {
    expect(rulesOf({ preset: 'custom', rule: ' RRULE:FREQ=MONTHLY;BYDAY=-1FR ', until: '' }, 'UTC')).toEqual([
      'FREQ=MONTHLY;BYDAY=-1FR',
    ]);
  });

  test('a series that moves takes its named dates along, and changes their form with its own', () => {
    const named = { ...series('FREQ=DAILY'), exceptionDates: ['2026-12-25T09:00:00'], dates: ['2026-11-28T09:00:00'] };
    expect(rebase(named, monday, '2026-11-24T10:30:00').exceptionDates).toEqual(['2026-12-26T10:30:00']);
    expect(rebase(named, monday, '2026-11-23').dates).toEqual(['2026-11-28']);
    const allDay = { ...series('FREQ=DAILY'), exceptionDates: ['2026-12-25'] };
    expect(rebase(allDay, '2026-11-23', monday).exceptionDates).toEqual(['2026-12-25T09:00:00']);
  });

  test('a rule is shifted by days where that can be done, and never by guessing', () => {
    expect(shiftRule('FREQ=DAILY', 1)).toBe('FREQ=DAILY');
    expect(shiftRule('FREQ=WEEKLY;BYDAY=MO,SU', 1)).toBe('FREQ=WEEKLY;BYDAY=TU,MO');
    expect(shiftRule('FREQ=WEEKLY;BYDAY=MO', -8)).toBe('FREQ=WEEKLY;BYDAY=SU');
    expect(shiftRule('FREQ=DAILY;UNTIL=20261231T225959Z', 2)).toBe('FREQ=DAILY;UNTIL=20270102T225959Z');
    expect(shiftRule('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 1)).toBeUndefined();
    expect(shiftRule('FREQ=MONTHLY;BYDAY=-1FR', 1)).toBeUndefined();
    expect(shiftRule('FREQ=MONTHLY;BYDAY=-1FR', 0)).toBe('FREQ=MONTHLY;BYDAY=-1FR');
  });
});
