import { Backoff } from './backoff';
import type { Clock } from './clock';
import type { Read, Replica } from './replica';
import { emptyReplica, mergeChanges, mergeRead } from './replica';
import type { Calendar, CalendarEvent, ChangesPage, Head, Reload } from './wire';

/** What the engine asks of the API. A refused `since` token is the answer 'expired'; anything else that fails is thrown. */
export interface Source {
  head(): Promise<Head>;
  changes(since: string): Promise<ChangesPage | 'expired'>;
  /** All calendars, and all events of the front end's window. */
  read(): Promise<{ calendars: readonly Calendar[]; events: readonly CalendarEvent[] }>;
}

export interface SyncState {
  readonly replica: Replica;
  /** False until the first full read is in. */
  readonly loaded: boolean;
  /** How far this client has followed the tenant's changes. */
  readonly version: number;
  /** False while the API does not answer. */
  readonly reachable: boolean;
}

export interface SyncOptions {
  readonly source: Source;
  /** The id this client sends as `Calendar-Origin`. */
  readonly origin: string;
  readonly clock: Clock;
  /** Called once per replaced state, with everything of one answer in it: there is never a half-applied one. */
  readonly onState: (state: SyncState) => void;
  /** Milliseconds between checks while pushes arrive; each wait is drawn from half of it to all of it. */
  readonly checkEvery?: number;
  /** The same while no connection can be had. */
  readonly pollEvery?: number;
  /** How long a position seen in a header may wait for its push before it counts as missed. */
  readonly pushGrace?: number;
}

/** A push that names what no pull ever reaches is not believed for long. */
const maxShortfalls = 5;
const maxReads = 3;

/**
 * Keeps a replica of the tenant's calendars in step. **A push is a hint; the change feed is the truth**: whatever is
 * lost, late, doubled or out of order, the replica converges, at the latest by the slow check.
 *
 * - A push at or below the position does nothing. Otherwise changes since the position are pulled; never two pulls at once.
 * - Its own write is merged, but does not move the position, for another's change may lie just before it, unseen. A push
 *   of its own origin moves it without a pull when everything in it is known to be merged.
 * - Expired token or another epoch: a full read, position first, then the data, then the changes since that position.
 */
export class SyncEngine {
  private state: SyncState = { replica: emptyReplica(''), loaded: false, version: -1, reachable: true };
  private token: string | undefined;
  /** The highest version heard of; when a pull does not reach it (a lagging reader answered), another follows. */
  private wanted = -1;
  private shortfalls = 0;
  private seen = -1;
  private owns = new Set<number>();
  private running: Promise<void> | undefined;
  private again = false;
  private fullRead = true;
  private connected = false;
  private stopped = false;
  private cancelTimer: (() => void) | undefined;
  private cancelGrace: (() => void) | undefined;
  private readonly backoff: Backoff;
  private readonly clock: Clock;

  constructor(private readonly options: SyncOptions) {
    this.clock = options.clock;
    this.backoff = new Backoff(500, options.pollEvery ?? 5_000, () => this.clock.random());
  }

  get current(): SyncState {
    return this.state;
  }

  start(): void {
    void this.check();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
    this.cancelGrace?.();
  }

  /** Pulls now: after a reconnect, on waking, on coming back to the page. Ends when the replica is in step, or the pull failed. */
  check(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.again = true;
    this.running ??= this.run();
    return this.running;
  }

  /** Forgets the position and reads everything anew. */
  reload(): Promise<void> {
    this.fullRead = true;
    return this.check();
  }

  setConnected(connected: boolean): void {
    if (this.connected === connected) return;
    this.connected = connected;
    // Whatever was pushed while away was lost; and in the other direction the time between checks shrinks.
    if (connected) void this.check();
    else this.schedule();
  }

  onPush(push: Reload): void {
    if (!this.state.loaded || push.epoch !== this.state.replica.epoch) {
      void this.check();
      return;
    }
    if (push.version <= this.state.version) return;
    if (push.origin === this.options.origin && push.since <= this.state.version && this.isAllOwn(push.version)) {
      this.moveTo(push.version);
      return;
    }
    this.wanted = Math.max(this.wanted, push.version);
    this.shortfalls = 0;
    void this.check();
  }

  /** The position that any answer's header named: the way a lost push is noticed early. */
  onHeader(epoch: string, version: number): void {
    if (!this.state.loaded || this.stopped) return;
    if (epoch !== this.state.replica.epoch) {
      void this.check();
      return;
    }
    this.seen = Math.max(this.seen, version);
    if (version <= this.state.version || this.cancelGrace !== undefined) return;
    // As a rule the push is on its way: only when it does not come is a pull worth its while.
    this.cancelGrace = this.clock.after(this.options.pushGrace ?? 1_500, () => {
      this.cancelGrace = undefined;
      if (this.seen > this.state.version) void this.check();
    });
  }

  /** Merges what this client's own write was answered with. */
  onOwnWrite(epoch: string | undefined, page: Pick<ChangesPage, 'calendars' | 'events'>): void {
    if (!this.state.loaded) return;
    if (epoch !== undefined && epoch !== this.state.replica.epoch) {
      void this.check();
      return;
    }
    for (const item of [...page.calendars, ...page.events])
      if (item.version > this.state.version) this.owns.add(item.version);
    this.publish({ replica: mergeChanges(this.state.replica, page) });
  }

  /** Merges a window that the front end read by itself, at or after version `asOf` of `epoch`. */
  onRead(epoch: string, read: Read): void {
    if (this.state.loaded && epoch === this.state.replica.epoch)
      this.publish({ replica: mergeRead(this.state.replica, read) });
  }

  private isAllOwn(version: number): boolean {
    if (version - this.state.version > this.owns.size) return false;
    for (let v = this.state.version + 1; v <= version; v++) if (!this.owns.has(v)) return false;
    return true;
  }

  private async run(): Promise<void> {
    this.cancelTimer?.();
    try {
      for (let reads = 0; this.again && !this.stopped;) {
        this.again = false;
        if (this.fullRead || this.token === undefined) {
          // A token that is refused as soon as it was given is a service at odds with itself: wait, do not hammer it.
          if (++reads > maxReads) throw new Error('The service refuses the sync tokens that it gives.');
          await this.readAll();
        }
        await this.pull();
      }
      this.backoff.reset();
      if (!this.state.reachable) this.publish({ reachable: true });
    } catch {
      this.again = false;
      if (this.state.reachable) this.publish({ reachable: false });
    } finally {
      this.running = undefined;
      this.schedule();
    }
  }

  private async readAll(): Promise<void> {
    const { source } = this.options;
    // The position first: what is written between this line and the last byte of the data comes again with the changes.
    const head = await source.head();
    const data = await source.read();
    const base = this.state.replica.epoch === head.epoch ? this.state.replica : emptyReplica(head.epoch);
    if (base !== this.state.replica) this.owns.clear();
    this.token = head.token;
    this.fullRead = false;
    // The one place where the position may go back: another epoch counts from its own start.
    this.wanted = this.seen = head.version;
    this.publish({
      replica: mergeRead(base, { asOf: head.version, ...data }),
      loaded: true,
      version: head.version,
      reachable: true,
    });
  }

  private async pull(): Promise<void> {
    for (let more = true; more && !this.stopped;) {
      if (this.token === undefined) return;
      const page = await this.options.source.changes(this.token);
      if (page === 'expired' || page.epoch !== this.state.replica.epoch) {
        this.fullRead = true;
        this.again = true;
        return;
      }
      this.token = page.next;
      more = page.more;
      this.moveTo(page.to, { replica: mergeChanges(this.state.replica, page), reachable: true });
    }
  }

  private moveTo(to: number, change: Partial<SyncState> = {}): void {
    const version = Math.max(to, this.state.version);
    for (const own of this.owns) if (own <= version) this.owns.delete(own);
    this.publish({ ...change, version });
  }

  private publish(change: Partial<SyncState>): void {
    const next = { ...this.state, ...change };
    if ((Object.keys(change) as (keyof SyncState)[]).every((key) => next[key] === this.state[key])) return;
    this.state = next;
    if (!this.stopped) this.options.onState(next);
  }

  private schedule(): void {
    this.cancelTimer?.();
    if (this.stopped) return;
    this.cancelTimer = this.clock.after(this.wait(), () => void this.check());
  }

  private wait(): number {
    if (!this.state.reachable) return this.backoff.next();
    if (this.wanted > this.state.version && this.shortfalls++ < maxShortfalls) return 500 + 500 * this.clock.random();
    const whole = this.connected ? (this.options.checkEvery ?? 25_000) : (this.options.pollEvery ?? 5_000);
    return whole / 2 + (whole / 2) * this.clock.random();
  }
}
