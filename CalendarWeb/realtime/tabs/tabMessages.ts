import type { LeaderStatus } from '../engine/syncState.ts';
import type { Changes, ChangesPage, Position } from '../engine/wire.ts';
import { isVersion } from '../engine/wire.ts';

/** Tabs of another version of the app neither share a channel nor a lock with these. */
export const protocol = 1;

/** Whose calendars a tab shows; tabs share nothing across it. */
export interface Account {
  readonly tenant: string;
  readonly user: string;
}

/** What tabs tell each other. All of it survives a structured clone. */
export type TabMessage =
  /**
   * A tab that follows asks how things stand: when it joins, and every few seconds while it is looked at. `woke`: what
   * is waited for shall be tried at once.
   */
  | { readonly kind: 'hello'; readonly hidden: boolean; readonly woke: boolean }
  /** How things stand, by the tab that leads. Of two that both believe to lead, the later term does. */
  | { readonly kind: 'status'; readonly term: number; readonly status: LeaderStatus }
  /** A whole catch-up, as the API answered it. */
  | { readonly kind: 'page'; readonly page: ChangesPage }
  /** What the API answered to a write. */
  | { readonly kind: 'wrote'; readonly head: Position; readonly changes: Changes }
  /** Asks the tab that leads for what lies after a position; `answer` has it, or nothing when that is too long ago. */
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

/** One name for the channel and the lock. Ids are encoded, so that no pair of them can spell another's name. */
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

/** Items are kept and drawn: each must at least say what it is. The rest is as the API wrote it. */
const isCalendar = (value: unknown): boolean =>
  isObject(value) && isText(value.id) && isVersion(value.version) && (value.deleted === true || isText(value.name));
const isEvent = (value: unknown): boolean =>
  isObject(value) &&
  isText(value.id) &&
  isText(value.calendarId) &&
  isVersion(value.version) &&
  (value.deleted === true || (isText(value.start) && isText(value.end) && Array.isArray(value.assignees)));
const isChanges = (value: unknown): value is Changes =>
  isObject(value) &&
  Array.isArray(value.calendars) &&
  value.calendars.every(isCalendar) &&
  Array.isArray(value.events) &&
  value.events.every(isEvent);
const isPage = (value: unknown): value is ChangesPage =>
  isObject(value) &&
  isText(value.epoch) &&
  isVersion(value.from) &&
  isVersion(value.to) &&
  value.from <= value.to &&
  isText(value.next) &&
  value.more === false &&
  isChanges(value);
const isStatus = (value: unknown): value is LeaderStatus =>
  isObject(value) &&
  (value.position === undefined || isPosition(value.position)) &&
  typeof value.connected === 'boolean' &&
  isVersion(value.linkFailures) &&
  typeof value.polls === 'boolean' &&
  typeof value.reachable === 'boolean' &&
  typeof value.age === 'number' &&
  value.age >= 0;

function isMessage(value: unknown): value is TabMessage {
  if (!isObject(value)) return false;
  switch (value.kind) {
    case 'hello':
      return typeof value.hidden === 'boolean' && typeof value.woke === 'boolean';
    case 'status':
      return isVersion(value.term) && isStatus(value.status);
    case 'page':
      return isPage(value.page);
    case 'wrote':
      return isPosition(value.head) && isChanges(value.changes);
    case 'ask':
      return isVersion(value.question) && isPosition(value.position);
    case 'answer':
      return isText(value.to) && isVersion(value.question) && (value.page === undefined || isPage(value.page));
    default:
      return false;
  }
}

/** A message for this account, or undefined: another's, another protocol's, or nothing that this tab knows. */
export function readMessage(value: unknown, { tenant, user }: Account): Envelope | undefined {
  if (!isObject(value) || value.protocol !== protocol || value.tenant !== tenant || value.user !== user)
    return undefined;
  return isText(value.from) && isMessage(value.message) ? (value as unknown as Envelope) : undefined;
}
