import type { EntityKind } from '../engine/entityKind.ts';
import { parentIdOf } from '../engine/entityKind.ts';
import { entityKinds } from '../engine/entityKinds.ts';
import { isFailure } from '../engine/failure.ts';
import type { LeaderStatus } from '../engine/syncState.ts';
import type { Changes, ChangesPage, Position } from '../engine/wire.ts';
import { isVersion } from '../engine/wire.ts';

/**
 * Tabs of another version of the app share neither a channel nor a lock with these. A new kind of items is a new version: the
 * pages of a tab that does not know the kind lack its items.
 */
export const protocol = 2;

/** The account whose calendars a tab shows; tabs of different accounts share nothing. */
export interface Account {
  readonly tenant: string;
  readonly user: string;
}

/** The messages between tabs. All of them survive a structured clone. */
export type TabMessage =
  /**
   * A follower asks for the leader's status: when it joins, and every few seconds while it is visible. `woke`: retry
   * at once whatever is waiting.
   */
  | { readonly kind: 'hello'; readonly hidden: boolean; readonly woke: boolean }
  /** The leader's status. If two tabs both believe to lead, the later term wins. */
  | { readonly kind: 'status'; readonly term: number; readonly status: LeaderStatus }
  /** A complete catch-up, as the API answered it. */
  | { readonly kind: 'page'; readonly page: ChangesPage }
  /** The API's answer to a write. */
  | { readonly kind: 'wrote'; readonly head: Position; readonly changes: Changes }
  /** Asks the leader for the changes after a position; `answer` has them, or nothing if that is too long ago. */
  | { readonly kind: 'ask'; readonly question: number; readonly position: Position }
  | { readonly kind: 'answer'; readonly to: string; readonly question: number; readonly page?: ChangesPage };

export interface Envelope {
  readonly protocol: number;
  readonly tenant: string;
  readonly user: string;
  /** The tab that sends. */
  readonly from: string;
  readonly message: TabMessage;
}

/** The name of the channel and of the lock. Ids are encoded, so that two accounts cannot have the same name. */
export const groupName = ({ tenant, user }: Account): string =>
  `calendar-realtime/${protocol}/${encodeURIComponent(tenant)}/${encodeURIComponent(user)}`;

export const wrap = ({ tenant, user }: Account, from: string, message: TabMessage): Envelope => ({
  protocol,
  tenant,
  user,
  from,
  message,
});

type Unknown = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Unknown => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isPosition = (value: unknown): value is Position =>
  isObject(value) && isText(value.epoch) && isVersion(value.version);

/** Items are stored and drawn, so each must have its identity. The rest is as the API wrote it. */
const isEntity = (value: unknown, kind: EntityKind): boolean =>
  isObject(value) &&
  isText(value.id) &&
  (kind.parent === undefined || isText(parentIdOf(kind, value))) &&
  isVersion(value.version) &&
  (value.deleted === true || kind.isItem(value));
const isItems = (value: unknown, kind: EntityKind): boolean =>
  Array.isArray(value) && value.every((item) => isEntity(item, kind));
/** What a tab wrote names only the kinds of which it wrote something. */
const isChanges = (value: unknown, kinds: readonly EntityKind[]): value is Changes =>
  isObject(value) && kinds.every((kind) => value[kind.plural] === undefined || isItems(value[kind.plural], kind));
const isPage = (value: unknown, kinds: readonly EntityKind[]): value is ChangesPage =>
  isObject(value) &&
  isText(value.epoch) &&
  isVersion(value.from) &&
  isVersion(value.to) &&
  value.from <= value.to &&
  isText(value.next) &&
  value.more === false &&
  kinds.every((kind) => isItems(value[kind.plural], kind));
const isStatus = (value: unknown): value is LeaderStatus =>
  isObject(value) &&
  (value.position === undefined || isPosition(value.position)) &&
  typeof value.connected === 'boolean' &&
  isVersion(value.linkFailures) &&
  typeof value.polls === 'boolean' &&
  typeof value.reachable === 'boolean' &&
  (value.failure === undefined || isFailure(value.failure)) &&
  typeof value.age === 'number' &&
  value.age >= 0;

function isMessage(value: unknown, kinds: readonly EntityKind[]): value is TabMessage {
  if (!isObject(value)) return false;
  switch (value.kind) {
    case 'hello':
      return typeof value.hidden === 'boolean' && typeof value.woke === 'boolean';
    case 'status':
      return isVersion(value.term) && isStatus(value.status);
    case 'page':
      return isPage(value.page, kinds);
    case 'wrote':
      return isPosition(value.head) && isChanges(value.changes, kinds);
    case 'ask':
      return isVersion(value.question) && isPosition(value.position);
    case 'answer':
      return isText(value.to) && isVersion(value.question) && (value.page === undefined || isPage(value.page, kinds));
    default:
      return false;
  }
}

/** A message for this account; undefined for another account or protocol, or an unknown message. */
export function readMessage(
  value: unknown,
  { tenant, user }: Account,
  kinds: readonly EntityKind[] = entityKinds,
): Envelope | undefined {
  if (!isObject(value) || value.protocol !== protocol || value.tenant !== tenant || value.user !== user)
    return undefined;
  return isText(value.from) && isMessage(value.message, kinds) ? (value as unknown as Envelope) : undefined;
}
