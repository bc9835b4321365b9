import { step } from '../engine/syncEngine.ts';
import type { SyncEffect, SyncInput, SyncState } from '../engine/syncState.ts';
import { dueAt, initialState } from '../engine/syncState.ts';
import { aCalendar, anEvent } from './testServer.ts';
import type { CalendarEvent, ChangesPage, DeletedEvent } from '../engine/wire.ts';

export const page = (from: number, to: number, ...events: (CalendarEvent | DeletedEvent)[]): ChangesPage => ({
  epoch: 'e',
  from,
  to,
  head: to,
  next: `e:${to}`,
  more: false,
  calendars: [],
  events,
  people: [],
});
export const reload = (version: number, epoch = 'e') => ({ kind: 'pushed', reload: { epoch, version } }) as const;

/** An engine that gets inputs one after the other. */
export class Told {
  state: SyncState = initialState;
  effects: readonly SyncEffect[] = [];
  now: number;
  chance: number;

  constructor(now = 0, chance = 0) {
    this.now = now;
    this.chance = chance;
  }

  tell(input: SyncInput, after = 0): this {
    this.now += after;
    ({ state: this.state, effects: this.effects } = step(this.state, input, this.now, this.chance));
    return this;
  }

  /** Lets due events happen until there is an effect or `atMost` has passed. */
  waitForEffect(atMost = 1_000_000): number {
    const from = this.now;
    for (let due = dueAt(this.state); due !== undefined && due <= from + atMost; due = dueAt(this.state)) {
      this.tell({ kind: 'tick' }, due - this.now);
      if (this.effects.length > 0) return this.now - from;
    }
    return Infinity;
  }

  answer(from: number, to: number, ...events: (CalendarEvent | DeletedEvent)[]): this {
    return this.tell({ kind: 'changesAnswered', flight: this.state.flightNumber, page: page(from, to, ...events) });
  }

  fail(retryAfter?: number): this {
    return this.tell({ kind: 'failed', flight: this.state.flightNumber, retryAfter });
  }

  get asks(): string[] {
    return this.effects.map(({ kind }) => kind);
  }

  /** The request that the last input caused. */
  get pull(): Extract<SyncEffect, { kind: 'pullChanges' }> | undefined {
    return this.effects.find((effect) => effect.kind === 'pullChanges');
  }
}

/** An engine after its full read and, if it leads, with a connection. */
export function loaded({ leads = true, version = 10, chance = 0 } = {}): Told {
  const told = new Told(0, chance).tell({ kind: 'started', leads });
  const head = { epoch: 'e', version, token: `e:${version}` };
  const read = { head, calendars: [aCalendar('team')], events: [anEvent('team', 'a', 5)], window: 'w' };
  told.tell({ kind: 'fullReadAnswered', flight: told.state.flightNumber, read }).answer(version, version);
  return leads ? told.tell({ kind: 'connected' }).answer(version, version) : told;
}
