// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { TabMessage } from './tabMessages.ts';
import { protocol, readMessage, wrap } from './tabMessages.ts';
import { items, testKinds } from '../testing/noteKind.ts';
import { aCalendar, anEvent, aPerson } from '../testing/testServer.ts';

const adele = { tenant: 'contoso', user: 'adele' };
const position = { epoch: 'e', version: 3 };
const changes = {
  calendars: [aCalendar('c', 2)],
  events: [anEvent('c', 'a', 3), { id: 'b', calendarId: 'c', version: 1, deleted: true as const }],
  people: [aPerson('adele', 3), { id: 'zoe', version: 2, deleted: true as const }],
};
const page = { epoch: 'e', from: 1, to: 3, head: 3, next: 't3', more: false, ...changes };
const status = { position, connected: true, linkFailures: 0, polls: false, reachable: true, age: 12.5 };
const messages: readonly TabMessage[] = [
  { kind: 'hello', hidden: false, woke: true },
  { kind: 'status', term: 7, status },
  { kind: 'status', term: 7, status: { ...status, position: undefined, age: Infinity } },
  { kind: 'status', term: 7, status: { ...status, failure: { message: 'No access.', status: 403 } } },
  { kind: 'page', page },
  { kind: 'wrote', head: position, changes },
  { kind: 'wrote', head: position, changes: { calendars: [], events: changes.events } },
  { kind: 'ask', question: 1, position },
  { kind: 'answer', to: 'tab', question: 1 },
  { kind: 'answer', to: 'tab', question: 1, page },
];

describe('A message between tabs', () => {
  test.each(messages)('of kind $kind survives a structured clone', (message) => {
    const sent = wrap(adele, 'other', message);
    expect(readMessage(structuredClone(sent), adele)).toEqual(sent);
  });

  test('of another tenant, user or protocol, or without them, is dropped', () => {
    for (const message of messages) {
      const sent = wrap(adele, 'other', message);
      expect(readMessage({ ...sent, tenant: 'fabrikam' }, adele)).toBeUndefined();
      expect(readMessage({ ...sent, user: 'alex' }, adele)).toBeUndefined();
      expect(readMessage({ ...sent, protocol: protocol + 1 }, adele)).toBeUndefined();
      expect(readMessage({ ...sent, from: '' }, adele)).toBeUndefined();
      expect(readMessage(message, adele)).toBeUndefined();
    }
  });

  test.each([
    null,
    'hello',
    [],
    {},
    { kind: 'shout' },
    { kind: 'hello' },
    { kind: 'status', term: -1, status },
    { kind: 'status', term: 1, status: { ...status, age: -1 } },
    { kind: 'status', term: 1, status: { ...status, position: { epoch: '', version: 1 } } },
    { kind: 'status', term: 1, status: { ...status, linkFailures: '0' } },
    { kind: 'status', term: 1, status: { ...status, failure: { status: 403 } } },
    { kind: 'page', page: { ...page, epoch: 7 } },
    { kind: 'page', page: { ...page, from: 4 } },
    { kind: 'page', page: { ...page, more: true } },
    { kind: 'page', page: { ...page, events: undefined } },
    { kind: 'page', page: { ...page, people: undefined } },
    { kind: 'page', page: { ...page, people: [{ id: 'adele', version: 3 }] } },
    { kind: 'page', page: { ...page, events: [{ id: 'a', calendarId: 'c', version: 1 }] } },
    { kind: 'page', page: { ...page, calendars: [{ id: 'c', version: 0.5, name: 'c' }] } },
    { kind: 'wrote', head: position },
    { kind: 'wrote', head: { epoch: 'e', version: 1.5 }, changes },
    { kind: 'ask', question: 'first', position },
    { kind: 'answer', question: 1, page },
  ])('cannot be %o', (message) => {
    expect(
      readMessage({ ...wrap(adele, 'other', { kind: 'hello', hidden: true, woke: false }), message }, adele),
    ).toBeUndefined();
  });
});

test('Items of a registered kind are checked like items of the other kinds', () => {
  const kept = { kind: 'wrote', head: position, changes: items(['note:c/a@3', '-note:c/b@2']) } as const;
  const bare = {
    ...kept,
    changes: { ...kept.changes, notes: [{ id: 'a', version: 3, text: 'without its calendar' }] },
  };
  expect(readMessage(wrap(adele, 'other', kept), adele, testKinds)).toBeDefined();
  expect(readMessage(wrap(adele, 'other', bare), adele, testKinds)).toBeUndefined();
});
