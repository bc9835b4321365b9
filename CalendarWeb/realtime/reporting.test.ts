// @vitest-environment node
import { entityKinds } from './engine/entityKinds.ts';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { reporting } from './connection/reporting.ts';
import { SharedTabs } from './tabs/sharedTabs.ts';
import { Page, seeded, SimulatedBrowser, VirtualTime } from './testing/simulatedBrowser.ts';
import { itemsOf } from './testing/simulatedLaws.ts';
import { adele, World } from './testing/simulatedWorld.ts';
import type { SyncInput } from './engine/syncState.ts';
import { initialState } from './engine/syncState.ts';
import { groupName, wrap } from './tabs/tabMessages.ts';

afterEach(() => void vi.unstubAllGlobals());

describe('A front end whose callbacks always throw', () => {
  const opened = async (tabs: number) => {
    const world = new World(3);
    world.react = () => {
      throw new Error('Drawing failed.');
    };
    for (let i = 0; i < tabs; i++) world.open();
    await world.time.runFor(3_000);
    return world;
  };

  test('still converges in every tab, connected or not, and gets each error', async () => {
    const world = await opened(3);
    world.expectConverged();
    world.write(4);
    await world.time.runFor(500);
    world.expectConverged();
    world.cut();
    world.write();
    await world.time.runFor(10_000);
    world.expectConverged();
    expect(world.reported).toContainEqual(new Error('Drawing failed.'));
    expect(world.reported.length).toBeGreaterThanOrEqual(world.tabs.flatMap(({ states }) => states).length);
  });

  test.each([1, 2])('keeps its slow check: with %i tabs, no tab is stale for longer than 30 seconds', async (tabs) => {
    const world = await opened(tabs);
    for (let i = 0; i < 3; i++) {
      // There is no push for this change.
      world.server.putEvent('team', world.server.newId());
      await world.time.runFor(29_000);
      for (const { realtime } of world.living)
        expect(itemsOf(realtime.current)).toEqual(world.server.itemsAt(world.server));
    }
  });
});

test('A message that could not be processed is reported, and the next messages are processed', async () => {
  const time = new VirtualTime();
  const browser = new SimulatedBrowser(time, seeded(1));
  const page = new Page();
  const heard: SyncInput[] = [];
  const errors: unknown[] = [];
  const tabs = new SharedTabs({
    account: adele,
    kinds: entityKinds,
    platform: browser.platformOf(page),
    clock: browser.clockOf(page),
    report: (input) => {
      heard.push(input);
      if (input.kind === 'written' && input.head.version === 1) throw new Error('This one fails.');
    },
    state: () => initialState,
    isHidden: () => false,
    prepare: (changes) => Promise.resolve(changes),
    onWatched: () => undefined,
    onError: (error) => errors.push(error),
  });
  tabs.join();
  const other = browser.platformOf(new Page()).openChannel(groupName(adele));
  for (const version of [1, 2, 3]) {
    const head = { epoch: 'e', version };
    other.postMessage(wrap(adele, 'other', { kind: 'wrote', head, changes: { calendars: [], events: [] } }));
  }
  await time.runFor(100);
  expect(errors).toEqual([new Error('This one fails.')]);
  expect(heard.flatMap((input) => (input.kind === 'written' ? [input.head.version] : []))).toEqual([1, 2, 3]);
});

describe('An error that no caller awaits', () => {
  const error = new Error('It failed.');

  test('goes to the callback of the front end, if there is one', () => {
    const onError = vi.fn();
    reporting(onError)(error);
    expect(onError.mock.calls).toEqual([[error]]);
  });

  test('goes to the platform if there is no callback, or to the console if the platform has no way to report it', () => {
    const platform = vi.fn();
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
    vi.stubGlobal('reportError', platform);
    reporting()(error);
    expect([platform.mock.calls, console.mock.calls]).toEqual([[[error]], []]);
    vi.unstubAllGlobals();
    reporting()(error);
    expect(console.mock.calls).toEqual([[error]]);
  });

  test('also goes to the platform if the callback of the front end throws', () => {
    const platform = vi.fn();
    vi.stubGlobal('reportError', platform);
    const failure = new Error('So did this.');
    reporting(() => {
      throw failure;
    })(error);
    expect(platform.mock.calls).toEqual([[error], [failure]]);
  });
});
