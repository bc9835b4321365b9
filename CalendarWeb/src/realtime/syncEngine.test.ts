// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { seeded } from './simulatedBrowser';
import { step } from './syncEngine';
import type { LeaderStatus, SyncEffect, SyncInput, SyncState } from './syncState';
import { connectionOf, dueAt, initialState } from './syncState';
import { aCalendar, anEvent } from './testServer';
import type { CalendarEvent, ChangesPage, DeletedEvent } from './wire';

const page = (from: number, to: number, ...events: (CalendarEvent | DeletedEvent)[]): ChangesPage => ({
  epoch: 'e',
  from,
  to,
  head: to,
  next: `e:${to}`,
  more: false,
  calendars: [],
  events,
});
const reload = (since: number, version: number, epoch = 'e') =>
  ({ kind: 'pushed', reload: { epoch, since, version, changes: version - since } }) as const;

/** An engine that is told things, one after the other. */
class Told {
  state: SyncState = initialState;
  effects: readonly SyncEffect[] = [];

  constructor(
    public now = 0,
    public chance = 0,
  ) {}

  tell(input: SyncInput, after = 0): this {
    this.now += after;
    ({ state: this.state, effects: this.effects } = step(this.state, input, this.now, this.chance));
    return this;
  }

  /** Lets what is due happen, until something is asked for or `atMost` has passed. */
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

  /** The request that the last input led to. */
  get pull(): Extract<SyncEffect, { kind: 'pull' }> | undefined {
    return this.effects.find((effect) => effect.kind === 'pull');
  }
}

function loaded({ leads = true, version = 10, chance = 0 } = {}): Told {
  const told = new Told(0, chance).tell({ kind: 'started', leads });
  const head = { epoch: 'e', version, token: `e:${version}` };
  const read = { head, calendars: [aCalendar('team')], events: [anEvent('team', 'a', 5)], window: 'w' };
  told.tell({ kind: 'readAnswered', flight: told.state.flightNumber, read }).answer(version, version);
  return leads ? told.tell({ kind: 'connected' }).answer(version, version) : told;
}

const status = (version: number, more: Partial<LeaderStatus> = {}): LeaderStatus => ({
  position: { epoch: 'e', version },
  connected: true,
  linkFailures: 0,
  polls: false,
  reachable: true,
  age: 0,
  ...more,
});

describe('A question that only the clock asks', () => {
  test('is for the head first, when the last answer brought nothing', () => {
    const told = loaded();
    told.waitForEffect();
    expect(told.pull?.probe).toBe(true);
  });

  test('is for the changes at once, when the last answer brought something: it probably will again', () => {
    const told = loaded()
      .tell(reload(10, 11))
      .answer(10, 11, anEvent('team', 'a', 11));
    told.waitForEffect();
    expect(told.pull?.probe).toBe(false);
  });

  test('never stands in the way of a push, a new connection or a failure', () => {
    expect(loaded().tell(reload(10, 11)).pull?.probe).toBe(false);
    expect(loaded().tell({ kind: 'lost', tokenExpired: false }).tell({ kind: 'connected' }).pull?.probe).toBe(false);
    const failed = loaded().tell({ kind: 'woke' }).fail();
    failed.waitForEffect();
    expect(failed.pull?.probe).toBe(false);
  });
});

describe('A catch-up of several pages', () => {
  const gathering = () => {
    const told = loaded().tell(reload(10, 30));
    const flight = told.state.flightNumber;
    return told.tell({
      kind: 'changesAnswered',
      flight,
      page: { ...page(10, 20, anEvent('team', 'b', 15)), more: true },
    });
  };

  test('shows nothing of itself before it is whole, and an own write meanwhile', () => {
    const told = gathering();
    expect([...told.state.shown.events.keys()]).toEqual(['team/a']);
    const mine = { calendars: [], events: [anEvent('team', 'mine', 31)] };
    told.tell({ kind: 'written', head: { epoch: 'e', version: 31 }, changes: mine });
    expect([...told.state.shown.events.keys()]).toEqual(['team/a', 'team/mine']);
    expect(told.state.shown.position?.version).toBe(10);
    told.answer(20, 30);
    expect([...told.state.shown.events.keys()].sort()).toEqual(['team/a', 'team/b', 'team/mine']);
  });

  test('is passed on to the other tabs as one', () => {
    const told = gathering().answer(20, 30, anEvent('team', 'c', 30));
    const shared = told.effects.find((effect) => effect.kind === 'share');
    expect(shared?.page).toMatchObject({ from: 10, to: 30, next: 'e:30', more: false });
    expect(shared?.page.events.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  test('that fails in the middle goes on where it was', () => {
    const told = gathering().fail();
    told.waitForEffect();
    expect(told.pull?.since).toBe('e:20');
  });
});

describe('Refusals that say when to come back', () => {
  test('of a negotiation are honoured, by waking up too', () => {
    const told = loaded({ chance: 0.5 }).tell({ kind: 'lost', tokenExpired: false });
    told.waitForEffect();
    expect(told.asks).toContain('connect');
    told.tell({ kind: 'connectFailed', retryAfter: 20_000 });
    const refusedAt = told.now;
    expect(told.tell({ kind: 'woke' }, 1_000).asks).not.toContain('connect');
    while (!told.asks.includes('connect')) {
      if (told.state.flight !== 'none') told.answer(10, 10);
      told.waitForEffect();
    }
    expect(told.now - refusedAt).toBeGreaterThanOrEqual(20_000);
    expect(told.now - refusedAt).toBeLessThanOrEqual(20_000 + 4_000);
  });

  test('without that are tried again at once by waking up', () => {
    const told = loaded({ chance: 0.9 }).tell({ kind: 'lost', tokenExpired: false });
    expect(told.tell({ kind: 'woke' }, 10).asks).toContain('connect');
  });

  test('of a token lead to a new one', () => {
    const told = loaded().tell({ kind: 'lost', tokenExpired: false });
    told.waitForEffect();
    expect(told.tell({ kind: 'connectFailed', tokenRefused: true }).asks).toContain('renewToken');
  });
});

describe('A tab that follows', () => {
  test('does not connect, and shows what it is told of the connection', () => {
    const told = loaded({ leads: false });
    expect(connectionOf(told.state)).toBe('reconnecting');
    for (const [more, shown] of [
      [{}, 'live'],
      [{ reachable: false }, 'reconnecting'],
      [{ connected: false, linkFailures: 1 }, 'reconnecting'],
      [{ connected: false, linkFailures: 2, polls: true }, 'polling'],
      [{ connected: false, linkFailures: 3, polls: true, reachable: false }, 'offline'],
    ] as const) {
      told.tell({ kind: 'led', status: status(10, more) });
      expect([connectionOf(told.state), told.asks]).toEqual([shown, []]);
    }
  });

  test('merges what another tab was answered, without a request', () => {
    const told = loaded({ leads: false }).tell({ kind: 'heard', page: page(8, 12, anEvent('team', 'b', 12)) });
    expect([told.state.shown.position?.version, told.asks]).toEqual([12, []]);
    expect(told.state.shown.events.has('team/b')).toBe(true);
  });

  test('asks for a gap: the other tabs first, and the API when they cannot close it', () => {
    const told = loaded({ leads: false }).tell({ kind: 'heard', page: page(12, 14, anEvent('team', 'b', 14)) });
    expect(told.state.shown.position?.version).toBe(10);
    expect(told.pull).toMatchObject({ since: 'e:10', local: true });
    told.tell({ kind: 'changesAnswered', flight: told.state.flightNumber, page: page(10, 10), local: true });
    told.waitForEffect();
    expect(told.pull).toMatchObject({ since: 'e:10', local: false });
  });

  test('relies on the one that leads for as long as that asks in time, and no longer', () => {
    const told = loaded({ leads: false });
    for (let i = 0; i < 20; i++) {
      told.tell({ kind: 'led', status: status(10, { age: 20_000 }) });
      expect(told.waitForEffect(5_000)).toBe(Infinity);
      told.now += 5_000;
    }
    told.tell({ kind: 'led', status: status(10, { age: 26_000 }) });
    expect(told.waitForEffect()).toBeLessThanOrEqual(2_000);
    expect(told.pull).toMatchObject({ probe: true, local: false });
  });

  test('that takes over connects at once, and asks from its own position', () => {
    const told = loaded({ leads: false })
      .tell({ kind: 'led', status: status(10) })
      .tell({ kind: 'role', leads: true });
    expect(told.asks).toEqual(['connect', 'pull']);
    expect(told.pull).toMatchObject({ since: 'e:10', local: false, probe: false });
  });

  test('gives the connection up when another takes over', () => {
    const told = loaded().tell({ kind: 'role', leads: false });
    expect(told.asks).toEqual(['disconnect']);
    expect(told.waitForEffect()).not.toBe(0);
    expect(told.asks).not.toContain('connect');
  });
});

describe('A page that nobody sees', () => {
  test('asks every one to two minutes with a connection, and every half to whole minute without one', () => {
    for (const [chance, connected, polled] of [
      [0, 60_000, 30_000],
      [0.999, 120_000, 60_000],
    ] as const) {
      const told = loaded({ chance }).tell({ kind: 'hidden', hidden: true });
      expect(told.waitForEffect()).toBeCloseTo(connected, -3);
      told.answer(10, 10).tell({ kind: 'role', leads: false }).tell({ kind: 'woke' }).answer(10, 10);
      expect(told.waitForEffect()).toBeCloseTo(polled, -3);
    }
  });

  test('asks at once when it is seen again', () => {
    const told = loaded().tell({ kind: 'hidden', hidden: true }).tell({ kind: 'hidden', hidden: false });
    expect(told.tell({ kind: 'woke' }).asks).toEqual(['pull']);
  });
});

test('A version that no request ever reaches is not chased for long', () => {
  const told = loaded().tell(reload(10, Number.MAX_SAFE_INTEGER));
  let requests = 0;
  for (let wait = 0; wait < 5_000; wait = told.waitForEffect()) {
    requests++;
    told.answer(10, 10);
  }
  expect(requests).toBeLessThanOrEqual(6);
});

test('A thousand clients that lose the service together do not come back together, nor ask or read together', () => {
  const chance = seeded(7);
  const clients = Array.from({ length: 1_000 }, () => loaded({ chance: chance() }));
  const spread = (waits: readonly number[], within: number, busiest: number) => {
    expect(Math.max(...waits)).toBeLessThanOrEqual(within);
    const slots = new Map<number, number>();
    for (const wait of waits) {
      const slot = Math.floor((wait / within) * 20);
      slots.set(slot, (slots.get(slot) ?? 0) + 1);
    }
    // A twentieth of them in each twentieth of the time, if they were spread evenly.
    expect(Math.max(...slots.values())).toBeLessThanOrEqual(busiest);
  };
  const draw = (told: Told, input: SyncInput) => {
    told.chance = chance();
    return told.tell(input);
  };

  // Reconnecting: full jitter, over two seconds, then four.
  const untilConnect = (told: Told) => {
    for (let waited = 0; ;) {
      if (told.state.flight !== 'none') told.answer(10, 10);
      waited += told.waitForEffect();
      if (told.asks.includes('connect')) return waited;
    }
  };
  for (const told of clients) draw(told, { kind: 'lost', tokenExpired: false });
  spread(clients.map(untilConnect), 4_000, 120);
  for (const told of clients) draw(told, { kind: 'connectFailed', retryAfter: 5_000 });
  spread(
    clients.map((told) => untilConnect(told) - 5_000),
    8_000,
    120,
  );

  // A failing API: from the third failure on, over a second and more.
  const asking = Array.from({ length: 1_000 }, () => loaded({ chance: chance() }).tell(reload(10, 11)));
  let waits: number[] = [];
  for (let failures = 0; failures < 5; failures++)
    waits = asking.map((told) => {
      told.chance = chance();
      return told.fail().waitForEffect();
    });
  spread(
    waits.map((wait) => wait - 4_000),
    4_000,
    90,
  );

  // A new epoch: everybody hears of it at once.
  const expired = Array.from({ length: 1_000 }, () => loaded({ chance: chance() }).tell(reload(0, 1, 'f')));
  spread(
    expired.map((told) => {
      draw(told, { kind: 'changesExpired', flight: told.state.flightNumber });
      return told.asks.includes('read') ? 0 : told.waitForEffect();
    }),
    1_000,
    90,
  );
});
