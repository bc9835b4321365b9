import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { SyncState } from './syncEngine';
import { SyncEngine } from './syncEngine';
import { TestClock, TestServer } from './testServer';
import type { ChangesPage } from './wire';

const me = 'me';

/** An engine on a server whose answers come at once, with a count of what was asked. */
function started(server = new TestServer()) {
  const clock = new TestClock();
  const asked = { head: 0, changes: 0, read: 0 };
  const states: SyncState[] = [];
  const failing = { now: false };
  const answer = <T>(kind: keyof typeof asked, value: () => T): Promise<T> => {
    asked[kind]++;
    return failing.now ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(value());
  };
  const engine = new SyncEngine({
    source: {
      head: () => answer('head', () => server.head()),
      changes: (since) => answer('changes', () => server.changes(since)),
      read: () => answer('read', () => server.read()),
    },
    origin: me,
    clock,
    onState: (state) => states.push(state),
  });
  return { server, clock, asked, states, failing, engine };
}

const shown = (state: SyncState) => ({
  calendars: [...state.replica.calendars.values()].map(({ id, version }) => `${id} ${version}`).sort(),
  events: [...state.replica.events].map(([key, { version }]) => `${key} ${version}`).sort(),
});
const stored = (server: TestServer) => ({
  calendars: [...server.calendars.values()].map(({ id, version }) => `${id} ${version}`).sort(),
  events: [...server.events].map(([key, { version }]) => `${key} ${version}`).sort(),
});

describe('The sync engine', () => {
  test('reads the position before the data, so that a change between the two is pulled, not lost', async () => {
    const server = new TestServer();
    server.putCalendar('team');
    const order: string[] = [];
    const clock = new TestClock();
    const engine = new SyncEngine({
      source: {
        head: () => {
          order.push('head');
          return Promise.resolve(server.head());
        },
        read: () => {
          order.push('read');
          const data = server.read();
          server.putEvent('team', 'late');
          return Promise.resolve(data);
        },
        changes: (since) => Promise.resolve(server.changes(since)),
      },
      origin: me,
      clock,
      onState: () => undefined,
    });
    await engine.check();
    expect(order).toEqual(['head', 'read']);
    expect(shown(engine.current)).toEqual(stored(server));
  });

  test('does nothing for a push at or below its position', async () => {
    const { server, engine, asked } = started();
    server.putCalendar('team');
    await engine.check();
    const before = asked.changes;
    engine.onPush(server.push(0));
    engine.onPush({ ...server.push(0), version: 0 });
    await Promise.resolve();
    expect(asked.changes).toBe(before);
  });

  test('pulls once for a burst of pushes, and once more for what came during the pull', async () => {
    const { server, engine, asked } = started();
    server.pageSize = 100;
    server.putCalendar('team');
    await engine.check();
    const before = asked.changes;
    for (let i = 0; i < 50; i++) {
      server.putEvent('team', `e${i}`);
      engine.onPush(server.push(server.version - 1));
    }
    await engine.check();
    expect(asked.changes - before).toBeLessThanOrEqual(2);
    expect(shown(engine.current)).toEqual(stored(server));
  });

  test('does not move its position for its own write, so that another’s change just before it is not skipped', async () => {
    const { server, engine } = started();
    server.putCalendar('team');
    await engine.check();
    server.putEvent('team', 'theirs');
    const mine = server.putEvent('team', 'mine');
    engine.onOwnWrite(server.epoch, { calendars: [], events: [mine] });
    expect(engine.current.version).toBe(1);
    engine.onPush(server.push(1));
    await vi.waitFor(() => expect(shown(engine.current)).toEqual(stored(server)));
  });

  test('moves without a pull for a push that says only what it did itself', async () => {
    const { server, engine, asked } = started();
    server.putCalendar('team');
    await engine.check();
    const before = asked.changes;
    engine.onOwnWrite(server.epoch, { calendars: [], events: [server.putEvent('team', 'mine')] });
    engine.onPush(server.push(1, me));
    expect(engine.current.version).toBe(2);
    expect(asked.changes).toBe(before);
  });

  test('pulls for a push of its own origin while the answer of its write is still out', async () => {
    const { server, engine } = started();
    server.putCalendar('team');
    await engine.check();
    server.putEvent('team', 'mine');
    engine.onPush(server.push(1, me));
    await vi.waitFor(() => expect(shown(engine.current)).toEqual(stored(server)));
  });

  test('reads afresh after an expired token, and what was deleted meanwhile does not live on', async () => {
    const { server, engine, asked } = started();
    server.putCalendar('team');
    server.putEvent('team', 'gone');
    server.putEvent('team', 'stays');
    await engine.check();
    server.deleteEvent('team/gone');
    server.purge();
    await engine.check();
    expect(asked.read).toBe(2);
    expect(shown(engine.current)).toEqual(stored(server));
  });

  test('notices another epoch, and holds nothing of the old one', async () => {
    const { server, engine } = started();
    server.putCalendar('team');
    for (const id of ['a', 'b', 'c', 'd']) server.putEvent('team', id);
    await engine.check();
    server.restore();
    engine.onHeader(server.epoch, server.version);
    await vi.waitFor(() => expect(engine.current.replica.epoch).toBe('e2'));
    expect(shown(engine.current)).toEqual(stored(server));
  });

  test('takes a position in a header for a missed push when no push comes', async () => {
    const { server, engine, clock } = started();
    server.putCalendar('team');
    await engine.check();
    engine.setConnected(true);
    await engine.check();
    server.putEvent('team', 'missed');
    engine.onHeader(server.epoch, server.version);
    expect(engine.current.version).toBe(1);
    clock.fireWithin(5_000);
    await vi.waitFor(() => expect(shown(engine.current)).toEqual(stored(server)));
  });

  test('checks within 30 seconds while connected, sooner while not, and later and later while nothing answers', async () => {
    const { engine, clock, failing } = started();
    await engine.check();
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(5_000);
    engine.setConnected(true);
    await engine.check();
    expect(clock.waits.length).toBe(1);
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(25_000);
    failing.now = true;
    await engine.check();
    expect(engine.current.reachable).toBe(false);
    const first = clock.waits[0] ?? 0;
    await engine.check();
    expect(clock.waits[0]).toBeGreaterThan(first);
    failing.now = false;
    await engine.check();
    expect(engine.current.reachable).toBe(true);
  });

  test('does not chase a version that no pull ever reaches', async () => {
    const { server, engine, asked, clock } = started();
    engine.setConnected(true);
    await engine.check();
    engine.onPush({ ...server.push(0), version: Number.MAX_SAFE_INTEGER });
    await engine.check();
    for (let i = 0; i < 20; i++) {
      clock.fire();
      await engine.check();
    }
    const waits = clock.waits;
    expect(Math.min(...waits)).toBeGreaterThan(5_000);
    expect(asked.changes).toBeLessThan(60);
  });

  test('waits, instead of reading for ever, when every token it is given is refused', async () => {
    const clock = new TestClock();
    let reads = 0;
    const engine = new SyncEngine({
      source: {
        head: () => Promise.resolve({ epoch: `e${++reads}`, version: 1, token: 't' }),
        read: () => Promise.resolve({ calendars: [], events: [] }),
        changes: () => Promise.resolve('expired' as const),
      },
      origin: me,
      clock,
      onState: () => undefined,
    });
    await engine.check();
    expect(reads).toBe(3);
    expect(engine.current.reachable).toBe(false);
    expect(clock.waits.length).toBe(1);
  });

  test('shows everything of one answer at once', async () => {
    const { server, engine, states } = started();
    server.pageSize = 100;
    server.putCalendar('team');
    await engine.check();
    for (let i = 0; i < 20; i++) server.putEvent('team', `e${i}`);
    states.length = 0;
    await engine.check();
    expect(states.length).toBe(1);
    expect(states[0]?.replica.events.size).toBe(20);
  });

  test('says nothing any more once it was stopped, whatever still arrives', async () => {
    const { server, engine, states } = started();
    server.putCalendar('team');
    const check = engine.check();
    engine.stop();
    await check;
    engine.onPush(server.push(0));
    expect(states).toEqual([]);
  });
});

type Command =
  | { readonly do: 'putEvent' | 'deleteEvent' | 'ownWrite' | 'deleteCalendar' | 'putCalendar'; readonly pick: number }
  | { readonly do: 'push'; readonly back: number; readonly times: number; readonly own: boolean }
  | { readonly do: 'fail' | 'connect' | 'disconnect' | 'timers' | 'window' | 'header' | 'restore' | 'purge' | 'wake' };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('putEvent', 'putEvent', 'deleteEvent', 'ownWrite', 'deleteCalendar', 'putCalendar'),
      pick: fc.nat(20),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('push'),
      back: fc.nat(6),
      times: fc.integer({ min: 0, max: 2 }),
      own: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('fail', 'connect', 'disconnect', 'timers', 'window', 'header', 'wake'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restore', 'purge') }) },
);

const pickOf = <T>(items: Iterable<T>, pick: number): T | undefined => {
  const all = [...items];
  return all[pick % all.length];
};

describe('Whatever is lost, doubled, late, failed or out of order', () => {
  test('the replica converges to the store, no pull overlaps another, and nothing on the screen goes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(command, { maxLength: 40 }), async (scheduler, commands) => {
        const server = new TestServer();
        server.putCalendar('team');
        server.putCalendar('other');
        const clock = new TestClock();
        let failures = 0;
        let flying = 0;
        let last: SyncState | undefined;

        // The server acts some time after the asking, and the answer comes some time after the acting.
        const ask = async <T>(name: string, act: () => T): Promise<T> => {
          expect(++flying).toBe(1);
          try {
            await scheduler.schedule(Promise.resolve(), `${name} arrives`);
            const value = act();
            await scheduler.schedule(Promise.resolve(), `${name} answered`);
            if (failures > 0 && failures-- > 0) throw new TypeError('Failed to fetch');
            return value;
          } finally {
            flying--;
          }
        };
        const engine = new SyncEngine({
          source: {
            head: () => ask('head', () => server.head()),
            read: () => ask('read', () => server.read()),
            changes: (since): Promise<ChangesPage | 'expired'> => ask('changes', () => server.changes(since)),
          },
          origin: me,
          clock,
          onState: (state) => {
            if (last?.replica.epoch === state.replica.epoch) {
              for (const [key, event] of state.replica.events)
                expect(event.version).toBeGreaterThanOrEqual(last.replica.events.get(key)?.version ?? 0);
            }
            last = state;
          },
        });
        const late = (name: string, action: () => void) =>
          void scheduler.schedule(Promise.resolve(), name).then(action);

        const perform = (next: Command) => {
          switch (next.do) {
            case 'putCalendar':
              server.putCalendar(
                next.pick % 3 === 0 ? server.newId() : (pickOf(server.calendars.keys(), next.pick) ?? server.newId()),
              );
              break;
            case 'deleteCalendar': {
              const id = pickOf(server.calendars.keys(), next.pick);
              if (next.pick % 4 === 0 && id !== undefined) server.deleteCalendar(id);
              break;
            }
            case 'putEvent':
            case 'ownWrite': {
              const calendarId = pickOf(server.calendars.keys(), next.pick);
              if (calendarId === undefined) break;
              const held = [...server.events.values()].filter((event) => event.calendarId === calendarId);
              const id = next.pick % 2 === 0 ? pickOf(held, next.pick)?.id : undefined;
              const event = server.putEvent(calendarId, id ?? server.newId());
              const { epoch } = server;
              if (next.do === 'ownWrite')
                late('own write answered', () => engine.onOwnWrite(epoch, { calendars: [], events: [event] }));
              break;
            }
            case 'deleteEvent': {
              const key = pickOf(server.events.keys(), next.pick);
              if (key !== undefined) server.deleteEvent(key);
              break;
            }
            case 'push': {
              const push = server.push(Math.max(0, server.version - next.back), next.own ? me : undefined);
              for (let i = 0; i < next.times; i++) late('push', () => engine.onPush(push));
              break;
            }
            case 'window': {
              const { version, replica } = engine.current;
              late('window asked', () => {
                const { events } = server.read();
                const { epoch } = server;
                late('window answered', () => {
                  if (epoch === replica.epoch) engine.onRead(epoch, { asOf: version, events });
                });
              });
              break;
            }
            case 'header': {
              const { epoch, version } = server;
              late('header', () => engine.onHeader(epoch, version));
              break;
            }
            case 'fail':
              failures = 2;
              break;
            case 'connect':
            case 'disconnect':
              engine.setConnected(next.do === 'connect');
              break;
            case 'timers':
              clock.fire();
              break;
            case 'wake':
              void engine.check();
              break;
            case 'restore':
              server.restore();
              break;
            case 'purge':
              server.purge();
              break;
          }
        };

        engine.start();
        for (const next of commands) late(next.do, () => perform(next));
        await scheduler.waitIdle();

        // From here on nothing fails and nothing is pushed: the checks alone have to do it, and in few rounds.
        failures = 0;
        for (let round = 0; round < 3; round++) {
          clock.fire();
          await scheduler.waitIdle();
        }
        expect(engine.current.loaded).toBe(true);
        expect(engine.current.version).toBe(server.version);
        expect(shown(engine.current)).toEqual(stored(server));
        engine.stop();
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});
