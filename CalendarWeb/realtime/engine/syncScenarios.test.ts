// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { items, testKinds } from '../testing/noteKind.ts';
import { entityKinds } from './entityKinds.ts';
import type { FullRead } from './replica.ts';
import { Replica } from './replica.ts';
import { step } from './syncEngine.ts';
import type { SyncInput, SyncState } from './syncState.ts';
import { connectionOf, dueAt, initialState } from './syncState.ts';
import type { Position, Reload } from './wire.ts';
import { readPosition } from './wire.ts';

/** A recorded scenario, as `tests/Contracts/scenarios/README.md` describes it. */
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
  readonly shows?: {
    readonly position?: string;
    readonly items?: readonly string[];
    readonly connection?: string;
    readonly asOf?: number;
  };
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
      return { kind: 'written', head: positionOf(happens), changes: items([happens.item ?? '']) };
    case 'fullReadAnswered': {
      const head = positionOf(happens);
      // A full read has no tombstones.
      const read = {
        head: { ...head, token: `${head.epoch}:${head.version}` },
        ...items(happens.items ?? []),
      } as FullRead;
      return { kind: 'fullReadAnswered', flight, read };
    }
    case 'changesAnswered': {
      const { epoch = '', from = 0, to = 0, more = false } = happens;
      const page = { epoch, from, to, head: to, next: `${epoch}:${to}`, more, ...items(happens.items ?? []) };
      return { kind: 'changesAnswered', flight, page };
    }
    case 'changesExpired':
      return { kind: 'changesExpired', flight };
    case 'failed':
      return { kind: 'failed', flight, retryAfter: happens.retryAfter };
    case 'requestFailed':
      return { kind: 'requestFailed', failure: { message: 'No answer.' } };
    case 'networkLost':
      return { kind: 'network', online: false };
    case 'networkBack':
      return { kind: 'network', online: true };
    case 'woke':
      return { kind: 'woke' };
    case 'wait':
      return { kind: 'tick' };
    default:
      throw new Error(`'${happens.do}' is not something that happens.`);
  }
}

/** `team@41`, `team/standup@42`, and with their name the items of other kinds: `note:team/plants@43`. */
const shownItems = ({ shown }: SyncState): string[] =>
  testKinds
    .flatMap((kind) => {
      const prefix = entityKinds.includes(kind) ? '' : `${kind.name}:`;
      return [...shown.of(kind)].map(([key, { version }]) => `${prefix}${key}@${version}`);
    })
    .sort((a, b) => (a < b ? -1 : 1));

describe('The recorded scenarios, which are also run with the C# client', () => {
  test('exist', () => expect(names.length).toBeGreaterThanOrEqual(19));

  test.each(names)('%s', (name) => {
    const scenario = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Scenario;
    let state: SyncState = { ...initialState, shown: Replica.empty(testKinds) };
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
      if (happens.shows?.asOf !== undefined) expect(state.answeredAt).toBe(happens.shows.asOf);
      asks = [];
    }
  });
});
