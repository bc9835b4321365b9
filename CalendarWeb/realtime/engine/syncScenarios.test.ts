// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { eventKey } from './replica.ts';
import { step } from './syncEngine.ts';
import type { SyncInput, SyncState } from './syncState.ts';
import { connectionOf, dueAt, initialState } from './syncState.ts';
import { aCalendar, anEvent } from '../testing/testServer.ts';
import type { Calendar, CalendarEvent, Changes, Position, Reload } from './wire.ts';
import { readPosition } from './wire.ts';

/** A golden story, as `tests/Contracts/scenarios/README.md` describes it. */
interface Step {
  readonly at: number;
  readonly do: string;
  readonly tokenExpired?: boolean;
  readonly reload?: Reload;
  readonly position?: string;
  readonly item?: string;
  readonly items?: readonly string[];
  readonly epoch?: string;
  readonly from?: number;
  readonly to?: number;
  readonly more?: boolean;
  readonly retryAfter?: number;
  readonly asks?: readonly string[];
  readonly shows?: { readonly position?: string; readonly items?: readonly string[]; readonly connection?: string };
}
interface Scenario {
  readonly why: string;
  readonly chance: number;
  readonly steps: readonly Step[];
}

const folder = new URL('../../../tests/Contracts/scenarios/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort();

/** Reads `team@41`, `team/standup@42` and, for what was deleted, `-team/lunch@43`. */
function changesOf(items: readonly string[]): Changes {
  const calendars: Changes['calendars'][number][] = [];
  const events: Changes['events'][number][] = [];
  for (const item of items) {
    const [, deleted, calendarId = '', id, version] = /^(-?)([^/@]+)(?:\/([^@]+))?@(\d+)$/.exec(item) ?? [];
    if (version === undefined) throw new Error(`'${item}' is no item.`);
    const gone = { version: Number(version), deleted: true } as const;
    if (id === undefined)
      calendars.push(deleted === '-' ? { id: calendarId, ...gone } : aCalendar(calendarId, Number(version)));
    else events.push(deleted === '-' ? { id, calendarId, ...gone } : anEvent(calendarId, id, Number(version)));
  }
  return { calendars, events };
}

const positionOf = ({ at, position }: Step): Position => {
  const read = readPosition(position ?? null);
  if (read === undefined) throw new Error(`At ${at} a position is missing.`);
  return read;
};

function inputOf(happens: Step, flight: number): SyncInput {
  switch (happens.do) {
    case 'start':
      return { kind: 'started', leads: true };
    case 'connected':
      return { kind: 'connected' };
    case 'connectFailed':
      return { kind: 'connectFailed', retryAfter: happens.retryAfter };
    case 'lost':
      return { kind: 'lost', tokenExpired: happens.tokenExpired === true };
    case 'push':
      if (happens.reload === undefined) throw new Error('A push carries a reload.');
      return { kind: 'pushed', reload: happens.reload };
    case 'header':
      return { kind: 'observed', head: positionOf(happens) };
    case 'written':
      return { kind: 'written', head: positionOf(happens), changes: changesOf([happens.item ?? '']) };
    case 'fullReadAnswered': {
      const head = positionOf(happens);
      const { calendars, events } = changesOf(happens.items ?? []);
      const read = {
        head: { ...head, token: `${head.epoch}:${head.version}` },
        calendars: calendars.filter((calendar): calendar is Calendar => !('deleted' in calendar)),
        events: events.filter((event): event is CalendarEvent => !('deleted' in event)),
      };
      return { kind: 'fullReadAnswered', flight, read };
    }
    case 'changesAnswered': {
      const { epoch = '', from = 0, to = 0, more = false, items = [] } = happens;
      const page = { epoch, from, to, head: to, next: `${epoch}:${to}`, more, ...changesOf(items) };
      return { kind: 'changesAnswered', flight, page };
    }
    case 'changesExpired':
      return { kind: 'changesExpired', flight };
    case 'failed':
      return { kind: 'failed', flight, retryAfter: happens.retryAfter };
    case 'woke':
      return { kind: 'woke' };
    case 'wait':
      return { kind: 'tick' };
    default:
      throw new Error(`'${happens.do}' is not something that happens.`);
  }
}

const shownItems = ({ shown }: SyncState): string[] =>
  [
    ...[...shown.calendars.values()].map(({ id, version }) => `${id}@${version}`),
    ...[...shown.events.values()].map((event) => `${eventKey(event)}@${event.version}`),
  ].sort((a, b) => (a < b ? -1 : 1));

describe('The golden stories, which the C# client tells too', () => {
  test('are there', () => expect(names.length).toBeGreaterThanOrEqual(19));

  test.each(names)('%s', (name) => {
    const scenario = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Scenario;
    let state = initialState;
    let asks: string[] = [];
    const take = (input: SyncInput, now: number) => {
      const stepped = step(state, input, now, scenario.chance);
      state = stepped.state;
      for (const effect of stepped.effects)
        if (effect.kind === 'pullChanges') asks.push(`${effect.headFirst ? 'head' : 'changes'} ${effect.since}`);
        else if (effect.kind !== 'share') asks.push(effect.kind);
    };
    for (const happens of scenario.steps) {
      for (let due = dueAt(state); due !== undefined && due <= happens.at; due = dueAt(state))
        take({ kind: 'tick' }, due);
      take(inputOf(happens, state.flightNumber), happens.at);

      const { position } = state.shown;
      const told = { at: happens.at, asks, connection: connectionOf(state) };
      expect(told).toEqual({
        at: happens.at,
        asks: happens.asks ?? [],
        connection: happens.shows?.connection ?? told.connection,
      });
      if (happens.shows?.position !== undefined)
        expect(position && `${position.epoch}.${position.version}`).toBe(happens.shows.position);
      if (happens.shows?.items !== undefined) expect(shownItems(state)).toEqual(happens.shows.items);
      asks = [];
    }
  });
});
