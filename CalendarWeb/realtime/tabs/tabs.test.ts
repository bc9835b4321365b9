// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { Tab } from '../testing/simulatedWorld.ts';
import { adele, World } from '../testing/simulatedWorld.ts';
import { itemsOf } from '../testing/simulatedLaws.ts';
import { groupName, protocol, wrap } from './tabMessages.ts';

async function opened(tabs: number, seed = 1): Promise<World> {
  const world = new World(seed);
  for (let i = 0; i < tabs; i++) world.open();
  await world.time.runFor(3_000);
  return world;
}

const leaderOf = (world: World): Tab => {
  const [leader] = world.leaders;
  if (leader === undefined) throw new Error('Nobody leads.');
  return leader;
};
const followersOf = (world: World): Tab[] => world.living.filter(({ realtime }) => !realtime.leads);
const anyOf = (tabs: readonly Tab[]): Tab => {
  const [tab] = tabs;
  if (tab === undefined) throw new Error('There is no tab.');
  return tab;
};

describe('The tabs of a browser', () => {
  test('share one connection, and all are live', async () => {
    const world = await opened(3);
    expect([world.leaders.length, world.connections, world.asked.connect]).toEqual([1, 1, 1]);
    world.expectConverged();
  });

  test('send one request for a change, whatever their number is', async () => {
    const world = await opened(4);
    const before = { ...world.asked };
    world.write();
    await world.time.runFor(500);
    world.expectConverged();
    expect(world.asked.changes - before.changes).toBe(1);
  });

  test('show a write or a deletion of one tab at once, and its push causes no request', async () => {
    const world = await opened(3);
    world.pushLag = 60;
    const before = { ...world.asked };
    const writer = anyOf(followersOf(world));
    for (let i = 0; i < 10; i++) {
      world.writeBy(writer);
      world.deleteBy(anyOf(world.living));
      await world.time.runFor(300);
    }
    world.expectConverged();
    expect(world.asked.changes).toBe(before.changes);
  });

  test('send only conditional requests for the head while nothing changes, from one tab', async () => {
    const world = await opened(3);
    const before = { ...world.asked };
    await world.time.runFor(600_000);
    const { head, changes, read, connect } = world.asked;
    expect(head - before.head).toBeLessThanOrEqual(49);
    expect([changes, read, connect]).toEqual([before.changes, before.read, before.connect]);
  });

  test('check less often while all of them are hidden, and as often as usual while a following tab is visible', async () => {
    const world = await opened(2);
    for (const tab of world.living) world.hide(tab, true);
    // For a moment the leader still takes the other for looked at.
    await world.time.runFor(30_000);
    const hidden = world.asked.head;
    await world.time.runFor(600_000);
    expect(world.asked.head - hidden).toBeLessThanOrEqual(11);
    world.hide(anyOf(followersOf(world)), false);
    const seen = world.asked.head;
    await world.time.runFor(600_000);
    expect(world.asked.head - seen).toBeGreaterThanOrEqual(24);
  });

  test('all show the connection state of the leading tab', async () => {
    const world = await opened(3);
    const shown = () => new Set(world.living.map(({ realtime }) => realtime.connection));
    world.serviceIsDown = true;
    world.cut();
    await world.time.runFor(100);
    expect(shown()).toEqual(new Set(['reconnecting']));
    await world.time.runFor(60_000);
    expect(shown()).toEqual(new Set(['polling']));
    world.write();
    await world.time.runFor(6_000);
    for (const { realtime } of world.living)
      expect(itemsOf(realtime.current)).toEqual(world.server.itemsAt(world.server));
    world.apiIsDown = true;
    await world.time.runFor(60_000);
    expect(shown()).toEqual(new Set(['offline']));
    world.apiIsDown = world.serviceIsDown = false;
    await world.time.runFor(60_000);
    world.expectConverged();
    expect(world.connections).toBe(1);
  });

  test('retry at once when the user asks for it in a following tab', async () => {
    const world = await opened(2);
    world.serviceIsDown = true;
    world.cut();
    await world.time.runFor(120_000);
    world.serviceIsDown = false;
    await world.time.runFor(1);
    void anyOf(followersOf(world)).realtime.check();
    await world.time.runFor(200);
    expect(new Set(world.living.map(({ realtime }) => realtime.connection))).toEqual(new Set(['live']));
  });

  test('get changes that one tab missed from another tab', async () => {
    const world = await opened(2);
    world.browser.lossRate = 1;
    world.write();
    await world.time.runFor(300);
    world.browser.lossRate = 0;
    const { changes } = world.asked;
    world.write();
    await world.time.runFor(300);
    world.expectConverged();
    expect(world.asked.changes - changes).toBe(1);
  });
});

describe('When the tab that leads', () => {
  test.each([
    ['is closed', (world: World) => world.close(leaderOf(world))],
    ['crashes', (world: World) => world.kill(leaderOf(world))],
    ['is frozen', (world: World) => world.freeze(leaderOf(world))],
  ])('%s, the next tab connects at once and misses no change', async (_, end) => {
    const world = await opened(3);
    end(world);
    // Nobody is connected when this is announced.
    world.write(3);
    await world.time.runFor(500);
    const running = world.living.filter(({ page }) => !page.isFrozen);
    expect([running.length, world.asked.connect, world.connections]).toEqual([2, 2, 1]);
    for (const { realtime } of running) {
      expect(itemsOf(realtime.current)).toEqual(world.server.itemsAt(world.server));
      expect(realtime.connection).toBe('live');
    }
  });

  test('hangs, a visible tab takes the lock from it, and it follows when it runs again', async () => {
    const world = await opened(3);
    const hung = leaderOf(world);
    hung.page.freeze();
    world.write();
    await world.time.runFor(15_000);
    const running = world.living.filter(({ page }) => !page.isFrozen);
    expect(running.filter(({ realtime }) => realtime.leads).length).toBe(1);
    for (const { realtime } of running) expect(itemsOf(realtime.current)).toEqual(world.server.itemsAt(world.server));
    hung.page.thaw();
    await world.time.runFor(60_000);
    expect([hung.realtime.leads, world.leaders.length, world.connections]).toEqual([false, 1, 1]);
    world.expectConverged();
  });

  test('hangs while all tabs are hidden, it keeps the lock until one becomes visible', async () => {
    const world = await opened(2);
    const hung = leaderOf(world);
    const other = anyOf(followersOf(world));
    for (const tab of world.living) world.hide(tab, true);
    await world.time.runFor(1_000);
    hung.page.freeze();
    world.write();
    await world.time.runFor(60_000);
    expect(other.realtime.leads).toBe(false);
    world.hide(other, false);
    await world.time.runFor(10_000);
    expect(other.realtime.leads).toBe(true);
    expect(itemsOf(other.realtime.current)).toEqual(world.server.itemsAt(world.server));
  });

  test('hangs after it answered a hidden tab, the hidden tab still checks by itself', async () => {
    const world = await opened(2);
    const other = anyOf(followersOf(world));
    for (const tab of world.living) world.hide(tab, true);
    await world.time.runFor(30_000);
    world.browser.lossRate = 1;
    world.write();
    await world.time.runFor(300);
    world.browser.lossRate = 0;
    const { changes } = world.asked;
    world.write();
    await world.time.runFor(300);
    expect(itemsOf(other.realtime.current)).toEqual(world.server.itemsAt(world.server));
    expect(world.asked.changes - changes).toBe(1);
    leaderOf(world).page.freeze();
    world.write();
    await world.time.runFor(121_000);
    expect(itemsOf(other.realtime.current)).toEqual(world.server.itemsAt(world.server));
  });

  test('is slowed down by the browser, a visible tab checks by itself', async () => {
    const world = await opened(2);
    const slow = leaderOf(world);
    const other = anyOf(followersOf(world));
    world.hide(slow, true);
    // It answers, but its timers stand still: every question of the other finds it awake for a moment only.
    slow.page.run = (action) => (/\btick\b|onWatched/.test(String(action)) ? undefined : action());
    world.server.putEvent('team', 'unannounced');
    await world.time.runFor(29_000);
    expect(itemsOf(other.realtime.current)).toEqual(world.server.itemsAt(world.server));
  });
});

describe('Tabs of other accounts', () => {
  const spy = (world: World, name = groupName(adele)) => {
    const channel = world.browser.platformOf(anyOf(world.living).page).openChannel(name);
    const heard: unknown[] = [];
    channel.addEventListener('message', ({ data }) => heard.push(data));
    return { channel, heard };
  };

  test('share no connection and no channel, whether the user or the tenant differs', async () => {
    const world = await opened(1);
    world.open({ tenant: 'contoso', user: 'alex' });
    world.open({ tenant: 'fabrikam', user: 'adele' });
    await world.time.runFor(2_000);
    expect([world.leaders.length, world.connections]).toEqual([3, 3]);
  });

  test('cannot have the same channel name', () => {
    const names = [
      groupName({ tenant: 'a', user: 'b/c' }),
      groupName({ tenant: 'a/b', user: 'c' }),
      groupName({ tenant: 'a%2Fb', user: 'c' }),
      groupName({ tenant: '', user: 'a/b/c' }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  test('are ignored even on the same channel: a message of another tenant, user or protocol is dropped', async () => {
    const world = await opened(2);
    const before = world.living.map(({ realtime }) => itemsOf(realtime.current));
    const { epoch, version } = world.server;
    const event = { ...world.server.read().events[0], id: 'theirs', version: version + 1 };
    const page = { epoch, from: version, to: version + 1, head: version + 1, next: 't', more: false };
    const message = { kind: 'page', page: { ...page, calendars: [], events: [event], people: [] } } as never;
    const { channel } = spy(world);
    channel.postMessage(wrap({ tenant: 'fabrikam', user: 'adele' }, 'x', message));
    channel.postMessage(wrap({ tenant: 'contoso', user: 'alex' }, 'x', message));
    channel.postMessage({ ...wrap(adele, 'x', message), protocol: protocol + 1 });
    channel.postMessage(message);
    await world.time.runFor(200);
    expect(world.living.map(({ realtime }) => itemsOf(realtime.current))).toEqual(before);
    // The same, by one of them, is believed: it was the envelope that kept it out.
    channel.postMessage(wrap(adele, 'x', message));
    await world.time.runFor(200);
    for (const { realtime } of world.living) expect(realtime.current.replica.events.has('team/theirs')).toBe(true);
  });

  test('get no more messages from a tab after its sign-out', async () => {
    const world = await opened(2);
    const { heard } = spy(world);
    const leaver = leaderOf(world);
    leaver.realtime.stop();
    await world.time.runFor(100);
    heard.length = 0;
    const states = leaver.states.length;
    leaver.realtime.wrote({ epoch: 'e1', version: 99 }, { calendars: [], events: [] });
    world.write();
    await world.time.runFor(5_000);
    expect(leaver.states.length).toBe(states);
    expect(JSON.stringify(heard)).not.toContain('"wrote"');
    expect(world.connections).toBe(1);
  });
});

test('If the browser refuses locks, each tab works alone', async () => {
  const world = new World(1);
  world.browser.platformOf = () => ({
    locks: { request: () => Promise.reject(new DOMException('Not here.', 'SecurityError')) },
    openChannel: () => ({ addEventListener: () => undefined, postMessage: () => undefined, close: () => undefined }),
  });
  world.open();
  world.open();
  await world.time.runFor(3_000);
  expect(world.connections).toBe(2);
  world.expectConverged();
});
