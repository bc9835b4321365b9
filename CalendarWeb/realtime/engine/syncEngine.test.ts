// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { LeaderStatus } from './syncState.ts';
import { connectionOf } from './syncState.ts';
import { anEvent } from '../testing/testServer.ts';
import { loaded, page, reload } from '../testing/toldEngine.ts';

const status = (version: number, more: Partial<LeaderStatus> = {}): LeaderStatus => ({
  position: { epoch: 'e', version },
  connected: true,
  linkFailures: 0,
  polls: false,
  reachable: true,
  age: 0,
  ...more,
});

describe('A check that only the clock causes', () => {
  test('asks for the head first if the last answer had no changes', () => {
    const told = loaded();
    told.waitForEffect();
    expect(told.pull?.headFirst).toBe(true);
  });

  test('asks for the changes directly if the last answer had changes, because the next one probably has some too', () => {
    const told = loaded()
      .tell(reload(11))
      .answer(10, 11, anEvent('team', 'a', 11));
    told.waitForEffect();
    expect(told.pull?.headFirst).toBe(false);
  });

  test('does not delay a push, a new connection or a retry', () => {
    expect(loaded().tell(reload(11)).pull?.headFirst).toBe(false);
    expect(loaded().tell({ kind: 'lost', tokenExpired: false }).tell({ kind: 'connected' }).pull?.headFirst).toBe(
      false,
    );
    const failed = loaded().tell({ kind: 'woke' }).fail();
    failed.waitForEffect();
    expect(failed.pull?.headFirst).toBe(false);
  });
});

describe('A catch-up of several pages', () => {
  const gathering = () => {
    const told = loaded().tell(reload(30));
    const flight = told.state.flightNumber;
    return told.tell({
      kind: 'changesAnswered',
      flight,
      page: { ...page(10, 20, anEvent('team', 'b', 15)), more: true },
    });
  };

  test('shows nothing before its last page, except an own write', () => {
    const told = gathering();
    expect([...told.state.shown.events.keys()]).toEqual(['team/a']);
    const mine = { calendars: [], events: [anEvent('team', 'mine', 31)] };
    told.tell({ kind: 'written', head: { epoch: 'e', version: 31 }, changes: mine });
    expect([...told.state.shown.events.keys()]).toEqual(['team/a', 'team/mine']);
    expect(told.state.shown.position?.version).toBe(10);
    told.answer(20, 30);
    expect([...told.state.shown.events.keys()].sort()).toEqual(['team/a', 'team/b', 'team/mine']);
  });

  test('is sent to the other tabs as one page', () => {
    const told = gathering().answer(20, 30, anEvent('team', 'c', 30));
    const shared = told.effects.find((effect) => effect.kind === 'share');
    expect(shared?.page).toMatchObject({ from: 10, to: 30, next: 'e:30', more: false });
    expect(shared?.page.events.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  test('that fails in the middle continues with the failed page', () => {
    const told = gathering().fail();
    told.waitForEffect();
    expect(told.pull?.since).toBe('e:20');
  });
});

describe('A refusal', () => {
  test('of a negotiation with Retry-After delays the next attempt, even if the page becomes visible', () => {
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

  test('without Retry-After is retried at once when the page becomes visible', () => {
    const told = loaded({ chance: 0.9 }).tell({ kind: 'lost', tokenExpired: false });
    expect(told.tell({ kind: 'woke' }, 10).asks).toContain('connect');
  });

  test('of a token makes the client get a new token', () => {
    const told = loaded().tell({ kind: 'lost', tokenExpired: false });
    told.waitForEffect();
    expect(told.tell({ kind: 'connectFailed', tokenRefused: true }).asks).toContain('renewToken');
  });
});

describe('A tab that follows', () => {
  test('does not connect, and shows the connection state of the leading tab', () => {
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

  test('merges the answer that another tab got, without a request of its own', () => {
    const told = loaded({ leads: false }).tell({ kind: 'heard', page: page(8, 12, anEvent('team', 'b', 12)) });
    expect([told.state.shown.position?.version, told.asks]).toEqual([12, []]);
    expect(told.state.shown.events.has('team/b')).toBe(true);
  });

  test('fills a gap from the other tabs first, and from the API if they cannot fill it', () => {
    const told = loaded({ leads: false }).tell({ kind: 'heard', page: page(12, 14, anEvent('team', 'b', 14)) });
    expect(told.state.shown.position?.version).toBe(10);
    expect(told.pull).toMatchObject({ since: 'e:10', local: true });
    told.tell({ kind: 'changesAnswered', flight: told.state.flightNumber, page: page(10, 10), local: true });
    told.waitForEffect();
    expect(told.pull).toMatchObject({ since: 'e:10', local: false });
  });

  test('relies on the leading tab only as long as that tab checks in time', () => {
    const told = loaded({ leads: false });
    for (let i = 0; i < 20; i++) {
      told.tell({ kind: 'led', status: status(10, { age: 20_000 }) });
      expect(told.waitForEffect(5_000)).toBe(Infinity);
      told.now += 5_000;
    }
    told.tell({ kind: 'led', status: status(10, { age: 26_000 }) });
    expect(told.waitForEffect()).toBeLessThanOrEqual(2_000);
    expect(told.pull).toMatchObject({ headFirst: true, local: false });
  });

  test.each([
    ['cannot reach the API', [status(12, { reachable: false })]],
    ['says nothing more', []],
  ])('checks by itself after an answer of the leading tab, if that tab then %s', (_, heard) => {
    const told = loaded({ leads: false, chance: 0.99 })
      .tell({ kind: 'led', status: status(10) })
      .tell({ kind: 'heard', page: page(11, 12, anEvent('team', 'b', 12)) });
    told.tell({ kind: 'changesAnswered', flight: told.state.flightNumber, page: page(10, 12), local: true });
    for (const one of heard) told.tell({ kind: 'led', status: one });
    expect(told.waitForEffect()).toBeLessThanOrEqual(25_000);
    expect(told.pull).toMatchObject({ since: 'e:12', local: false });
  });

  test('connects at once when it takes over, and asks from its own position', () => {
    const told = loaded({ leads: false })
      .tell({ kind: 'led', status: status(10) })
      .tell({ kind: 'role', leads: true });
    expect(told.asks).toEqual(['connect', 'pullChanges']);
    expect(told.pull).toMatchObject({ since: 'e:10', local: false, headFirst: false });
  });

  test('closes its connection when another tab takes over', () => {
    const told = loaded().tell({ kind: 'role', leads: false });
    expect(told.asks).toEqual(['disconnect']);
    expect(told.waitForEffect()).not.toBe(0);
    expect(told.asks).not.toContain('connect');
  });
});

describe('A hidden page', () => {
  test('checks every one to two minutes with a connection, and every 30 to 60 seconds without one', () => {
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

  test('checks at once when it becomes visible', () => {
    const told = loaded().tell({ kind: 'hidden', hidden: true }).tell({ kind: 'hidden', hidden: false });
    expect(told.tell({ kind: 'woke' }).asks).toEqual(['pullChanges']);
  });
});

test('The client soon stops asking for a version that no answer reaches', () => {
  const told = loaded().tell(reload(Number.MAX_SAFE_INTEGER));
  let requests = 0;
  for (let wait = 0; wait < 5_000; wait = told.waitForEffect()) {
    requests++;
    told.answer(10, 10);
  }
  expect(requests).toBeLessThanOrEqual(6);
});
