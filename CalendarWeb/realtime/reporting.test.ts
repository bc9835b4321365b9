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

describe('A front end whose callbacks throw, whatever they are told,', () => {
  const opened = async (tabs: number) => {
    const world = new World(3);
    world.react = () => {
      throw new Error('Drawing failed.');
    };
    for (let i = 0; i < tabs; i++) world.open();
    await world.time.runFor(3_000);
    return world;
  };

  test('is in step in every tab all the same, connected or not, and hears of each error', async () => {
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

  test.each([1, 2])('keeps its slow check: of %i tabs none is stale for longer than 30 seconds', async (tabs) => {
    const world = await opened(tabs);
    for (let i = 0; i < 3; i++) {
      // Nobody announces it.
      world.server.putEvent('team', world.server.newId());
      await world.time.runFor(29_000);
      for (const { realtime } of world.living)
        expect(itemsOf(realtime.current)).toEqual(world.server.itemsAt(world.server));
    }
  });
});

test('A message that could not be taken is reported, and those after it are taken', async () => {
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

describe('An error that nobody waits for', () => {
  const error = new Error('It failed.');

  test('goes to the front end where it wants to know', () => {
    const onError = vi.fn();
    reporting(onError)(error);
    expect(onError.mock.calls).toEqual([[error]]);
  });

  test('else goes to the platform, or to the console where that takes none', () => {
    const platform = vi.fn();
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
    vi.stubGlobal('reportError', platform);
    reporting()(error);
    expect([platform.mock.calls, console.mock.calls]).toEqual([[[error]], []]);
    vi.unstubAllGlobals();
    reporting()(error);
    expect(console.mock.calls).toEqual([[error]]);
  });

  test('is the platform’s, too, when the front end fails at hearing of it', () => {
    const platform = vi.fn();
    vi.stubGlobal('reportError', platform);
    const failure = new Error('So did this.');
    reporting(() => {
      throw failure;
    })(error);
    expect(platform.mock.calls).toEqual([[error], [failure]]);
  });
});
