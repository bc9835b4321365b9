// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { itemsOf } from './testing/simulatedLaws.ts';
import { adele, World } from './testing/simulatedWorld.ts';
import { groupName } from './tabs/tabMessages.ts';

const happenings = [
  'othersWrite',
  'othersWriteMuch',
  'tabWrites',
  'tabDeletes',
  'tabReads',
  'tabOpens',
  'tabCloses',
  'tabCrashes',
  'leaderCrashes',
  'tabFreezes',
  'tabHangs',
  'tabThaws',
  'tabHides',
  'tabWakes',
  'connectionIsLost',
  'tokenExpires',
  'apiGoesDown',
  'apiComesBack',
  'serviceGoesDown',
  'serviceComesBack',
  'tombstonesAreForgotten',
  'storeIsRestored',
  'announcedAgain',
  'nothingForLong',
] as const;
type Happening = (typeof happenings)[number];

const happening = fc.record({
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Happening>('othersWrite', 'tabWrites', 'tabDeletes', 'tabReads') },
    { weight: 4, arbitrary: fc.constantFrom(...happenings) },
  ),
  gap: fc.nat(2_500),
  pick: fc.nat(100),
});

async function happen(world: World, what: Happening, pick: number): Promise<void> {
  const { living } = world;
  const tab = living[pick % Math.max(1, living.length)];
  switch (what) {
    case 'othersWrite': {
      world.write();
      return;
    }
    case 'othersWriteMuch': {
      world.write(12);
      return;
    }
    case 'apiGoesDown':
      world.apiIsDown = true;
      return;
    case 'apiComesBack':
      world.apiIsDown = false;
      return;
    case 'serviceGoesDown':
      world.serviceIsDown = true;
      {
        world.cut();
        return;
      }
    case 'serviceComesBack':
      world.serviceIsDown = false;
      return;
    case 'connectionIsLost': {
      world.cut();
      return;
    }
    case 'tokenExpires': {
      world.cut(true);
      return;
    }
    case 'tombstonesAreForgotten': {
      world.server.purge();
      return;
    }
    case 'storeIsRestored': {
      world.restore();
      return;
    }
    case 'announcedAgain': {
      world.announce();
      return;
    }
    case 'nothingForLong':
      return world.time.runFor(40_000);
    case 'tabOpens':
      if (living.length < 4) world.open();
      return;
  }
  if (tab === undefined) return;
  switch (what) {
    case 'tabWrites': {
      world.writeBy(tab);
      return;
    }
    case 'tabDeletes': {
      world.deleteBy(tab);
      return;
    }
    case 'tabReads': {
      world.readBy(tab);
      return;
    }
    case 'tabCloses': {
      world.close(tab);
      return;
    }
    case 'tabCrashes': {
      world.kill(tab);
      return;
    }
    case 'leaderCrashes': {
      const leader = world.leaders[0];
      if (leader !== undefined) world.kill(leader);
      return;
    }
    case 'tabFreezes': {
      world.freeze(tab);
      return;
    }
    case 'tabHangs': {
      tab.page.freeze();
      return;
    }
    case 'tabThaws':
      tab.page.thaw();
      {
        tab.signs.frozen(false);
        return;
      }
    case 'tabHides': {
      world.hide(tab, !tab.hidden);
      return;
    }
    case 'tabWakes':
      if (!tab.page.isFrozen) tab.signs.woke();
      return;
  }
}

/** A front end with a fault of its own that never ends: nothing may depend on it. */
const failAtTimes = (world: World) => () => {
  if (world.random() < 0.1) throw new Error('Drawing failed.');
};

async function heal(world: World): Promise<void> {
  world.isFaulty = world.apiIsDown = world.serviceIsDown = false;
  world.browser.lossRate = 0;
  for (const tab of world.living) {
    tab.page.thaw();
    tab.signs.frozen(false);
    world.hide(tab, false);
  }
  await world.time.runFor(180_000);
}

/** A longer hunt: `CONVERGENCE_RUNS=10000 npm test`. A failure names its seed and path, which reproduce it. */
const numRuns = Number(process.env.CONVERGENCE_RUNS ?? 150);

const histories = fc.array(happening, { maxLength: 40 });

describe('Despite lost, duplicate, late, failed and reordered messages', () => {
  test('the tabs of a browser converge to the store with one connection, and never show a wrong state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 3 }), histories, async (seed, tabs, history) => {
        const world = new World(seed);
        world.isFaulty = true;
        world.react = failAtTimes(world);
        world.browser.lossRate = 0.1;
        for (let i = 0; i < tabs; i++) world.open();
        for (const { what, gap, pick } of history) {
          await world.time.runFor(gap);
          await happen(world, what, pick);
        }
        if (world.living.length === 0) world.open();
        await heal(world);
        world.expectConverged();
        expect(world.leaders.length).toBe(1);
        expect(world.connections).toBe(1);
        expect(world.browser.holderOf(groupName(adele))).toBe(world.leaders[0]?.page);
      }),
      { numRuns },
    );
  }, 120_000);

  test('a tab that works alone converges, too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), histories, async (seed, history) => {
        const world = new World(seed, false);
        world.isFaulty = true;
        world.react = failAtTimes(world);
        world.open();
        for (const { what, gap, pick } of history) {
          await world.time.runFor(gap);
          if (!['tabOpens', 'tabCloses', 'tabCrashes', 'leaderCrashes'].includes(what)) await happen(world, what, pick);
        }
        await heal(world);
        world.expectConverged();
        expect(world.connections).toBe(1);
      }),
      { numRuns },
    );
  }, 120_000);
});

test('A connected or following tab is never stale for longer than 30 seconds, even if every push is lost', async () => {
  const world = new World(5);
  world.open();
  world.open();
  await world.time.runFor(3_000);
  for (let i = 0; i < 20; i++) {
    await world.time.runFor(world.random() * 30_000);
    // There is no push for this change.
    world.server.putEvent('team', world.server.newId());
    const written = world.server.itemsAt(world.server);
    await world.time.runFor(29_000);
    for (const { realtime } of world.living) expect(itemsOf(realtime.current)).toEqual(written);
  }
}, 30_000);
