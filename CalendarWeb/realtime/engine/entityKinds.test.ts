import { describe, expect, test } from 'vitest';
import { testKinds, items } from '../testing/noteKind.ts';
import type { EntityKind } from './entityKind.ts';
import { isTombstone, itemsOf, keyOf } from './entityKind.ts';
import { entityKinds } from './entityKinds.ts';
import { changedItems, Replica } from './replica.ts';
import { joined } from './syncAsking.ts';
import { step } from './syncEngine.ts';
import type { SyncInput, SyncState } from './syncState.ts';
import { initialState } from './syncState.ts';

/** An engine with the kinds of the service and one that the service does not know. */
class Engine {
  state: SyncState = { ...initialState, shown: Replica.empty(testKinds) };

  tell(input: SyncInput): this {
    ({ state: this.state } = step(this.state, input, 0, 0));
    return this;
  }

  load(...read: string[]): this {
    this.tell({ kind: 'started', leads: true }).readAll(10, ...read);
    return this.answer(10, 10).tell({ kind: 'connected' });
  }

  readAll(version: number, ...read: string[]): this {
    const head = { epoch: 'e', version, token: `e:${version}` };
    const flight = this.state.flightNumber;
    return this.tell({ kind: 'fullReadAnswered', flight, read: { head, ...items(read) } as never });
  }

  answer(from: number, to: number, ...changed: string[]): this {
    return this.tell({ kind: 'changesAnswered', flight: this.state.flightNumber, page: page(from, to, ...changed) });
  }

  write(version: number, item: string): this {
    return this.tell({ kind: 'written', head: { epoch: 'e', version }, changes: items([item]) });
  }

  get shown(): string[] {
    return testKinds.flatMap((kind) =>
      [...this.state.shown.of(kind)].map(([key, { version }]) => `${kind.name} ${key} ${version}`),
    );
  }
}

const page = (from: number, to: number, ...changed: string[]) => {
  const next = `e:${to}`;
  return { epoch: 'e', from, to, head: to, next, more: false, ...items(changed) };
};

const pathOf = (kind: string, calendar = 'team') =>
  ({ calendar: 'x', event: `${calendar}/x`, person: 'person:x' })[kind] ?? `${kind}:${calendar}/x`;
const keyIn = (kind: EntityKind, calendar = 'team') => (kind.parent === undefined ? 'x' : `${calendar}/x`);

describe.each(testKinds.map((kind) => [kind.name, kind] as const))('For the kind %s,', (name, kind) => {
  test('a new item is merged and shown', () => {
    const engine = new Engine().load('team@1');
    const before = engine.state.shown;
    engine.answer(10, 11, `${pathOf(name)}@11`);

    expect(engine.state.shown.of(kind).get(keyIn(kind))?.version).toBe(11);
    expect(changedItems(kind, before, engine.state.shown)).toEqual([keyIn(kind)]);
  });

  test('a tombstone removes the item, and a late answer does not bring it back', () => {
    const engine = new Engine().load('team@1', `${pathOf(name)}@5`);
    engine.write(12, `-${pathOf(name)}@12`).write(12, `${pathOf(name)}@11`);

    expect(engine.shown).toEqual(['calendar team 1']);
    expect([...engine.state.held]).toEqual([12, 11]);
  });

  test('the items of a deleted parent are removed with it, and no others', () => {
    const engine = new Engine().load('team@1', 'other@2', `${pathOf(name)}@5`, `${pathOf(name, 'other')}@6`);
    engine.answer(10, 11, '-team@11');

    const rest = kind.parent === undefined ? [`${name} x 6`] : [`${name} other/x 6`];
    expect(engine.shown).toEqual(['calendar other 2', ...rest]);
    if (kind.parent !== undefined) expect(engine.write(9, `${pathOf(name)}@9`).shown).toEqual(engine.shown);
  });

  test('a full read removes what no longer exists', () => {
    const engine = new Engine().load('team@1', `${pathOf(name)}@5`);
    engine.tell({ kind: 'changesExpired', flight: engine.state.flightNumber }).tell({ kind: 'tick' });
    engine.readAll(20, 'team@1').answer(20, 20);

    expect(engine.shown).toEqual(['calendar team 1']);
  });

  test('joined pages have all their items', () => {
    const whole = joined([page(10, 11, `${pathOf(name)}@11`), page(11, 12, `-${pathOf(name)}@12`)], testKinds);

    const found = itemsOf(whole, kind)?.map((item) => [keyOf(kind, item), item.version, isTombstone(item)]);
    expect(found).toEqual([
      [keyIn(kind), 11, false],
      [keyIn(kind), 12, true],
    ]);
  });
});

test('A client that does not know a kind skips it', () => {
  const engine = new Engine();
  engine.state = { ...engine.state, shown: Replica.empty(entityKinds) };
  engine.load('team@1', 'note:team/x@2').answer(10, 11, 'note:team/y@11');

  expect(engine.shown).toEqual(['calendar team 1']);
  expect(engine.state.shown.position?.version).toBe(11);
});
