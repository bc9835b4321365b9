// @vitest-environment node
import { expect, test } from 'vitest';
import { seeded } from '../testing/simulatedBrowser.ts';
import type { SyncInput } from './syncState.ts';
import type { Told } from '../testing/toldEngine.ts';
import { loaded, reload } from '../testing/toldEngine.ts';

test('A thousand clients that lose the service at the same time spread their reconnections, checks and full reads', () => {
  const chance = seeded(7);
  const clients = Array.from({ length: 1_000 }, () => loaded({ chance: chance() }));
  const spread = (waits: readonly number[], within: number, busiest: number) => {
    expect(Math.max(...waits)).toBeLessThanOrEqual(within);
    const slots = new Map<number, number>();
    for (const wait of waits) {
      const slot = Math.floor((wait / within) * 20);
      slots.set(slot, (slots.get(slot) ?? 0) + 1);
    }
    // An even spread would have a twentieth of them in each twentieth of the time.
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
  const asking = Array.from({ length: 1_000 }, () => loaded({ chance: chance() }).tell(reload(11)));
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

  // A new epoch: all clients get its push at the same time.
  const expired = Array.from({ length: 1_000 }, () => loaded({ chance: chance() }).tell(reload(1, 'f')));
  spread(
    expired.map((told) => {
      draw(told, { kind: 'changesExpired', flight: told.state.flightNumber });
      return told.asks.includes('readAll') ? 0 : told.waitForEffect();
    }),
    1_000,
    90,
  );
});
