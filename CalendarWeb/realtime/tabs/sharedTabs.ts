import { ChangesLog } from './changesLog.ts';
import type { Clock } from '../connection/clock.ts';
import type { EntityKind } from '../engine/entityKind.ts';
import { reaches } from '../engine/replica.ts';
import type { Report } from '../connection/reporting.ts';
import type { LeaderStatus, SyncInput, SyncState } from '../engine/syncState.ts';
import { whyNotLive } from '../engine/syncState.ts';
import { TabGroup } from './tabGroup.ts';
import type { TabPlatform } from './tabGroup.ts';
import type { Account, TabMessage } from './tabMessages.ts';
import type { Changes, ChangesPage, Position } from '../engine/wire.ts';

interface SharedTabsOptions {
  readonly account: Account;
  readonly kinds: readonly EntityKind[];
  readonly platform: TabPlatform;
  readonly clock: Clock;
  readonly report: (input: SyncInput) => void;
  readonly state: () => SyncState;
  readonly isHidden: () => boolean;
  readonly prepare: <T extends Changes>(changes: T) => Promise<T>;
  /** Called when a follower may have become visible or hidden. */
  readonly onWatched: () => void;
  /** Called with the error when handling a message failed. */
  readonly onError: Report;
}

/** How long after its last question a follower counts as visible, in milliseconds. */
const watchedFor = 15_000;

/**
 * What the tabs of a browser share: the connection, the changes with their position, and the writes of each tab.
 * Each tab has its own window of events, because each may show another month; a page of changes is the same for all.
 *
 * The leader connects, makes the requests, and sends every complete catch-up and its status to the others. They merge what
 * continues their replica. They request a gap from the leader first, then from the API.
 */
export class SharedTabs {
  private readonly group: TabGroup;
  private readonly log: ChangesLog;
  private announced = '';
  private watchedUntil = 0;
  private cancelWatched: (() => void) | undefined;
  /** Messages are handled in the order of their arrival, because a message may depend on the one before it. */
  private hearing: Promise<void> = Promise.resolve();
  private readonly options: SharedTabsOptions;

  constructor(options: SharedTabsOptions) {
    this.options = options;
    const { account, kinds, platform, clock, isHidden, report } = options;
    this.log = new ChangesLog(kinds);
    this.group = new TabGroup({
      account,
      kinds,
      platform,
      clock,
      id: crypto.randomUUID(),
      isHidden,
      onLeads: (leads) => {
        this.announced = '';
        report({ kind: 'role', leads });
      },
      onMessage: (message, from) => this.hear(message, from),
    });
  }

  /** Whether a follower is visible. */
  get isWatched(): boolean {
    return this.options.clock.now() < this.watchedUntil;
  }

  join(): void {
    this.group.join();
  }

  leave(): void {
    this.cancelWatched?.();
    this.group.leave();
  }

  greet(): void {
    this.group.greet(true);
  }

  ask(position: Position): Promise<ChangesPage | undefined> {
    return this.group.ask(position);
  }

  tell(message: TabMessage): void {
    this.group.tell(message);
  }

  share(page: ChangesPage): void {
    this.log.add(page);
    this.group.tell({ kind: 'page', page });
  }

  /** Sends the status, if it changed or the API confirmed it. */
  announce(): void {
    if (!this.group.leads) return;
    const { age, ...status } = this.status();
    const text = JSON.stringify([status, this.options.state().answeredAt]);
    if (text === this.announced) return;
    this.announced = text;
    this.group.tell({ kind: 'status', term: this.group.latestTerm, status: { ...status, age } });
  }

  private status(): LeaderStatus {
    const state = this.options.state();
    const { shown, link, linkFailures, polls, reachable, answeredAt } = state;
    const failure = whyNotLive(state);
    return {
      position: shown.position,
      connected: link === 'up',
      linkFailures,
      polls,
      reachable,
      ...(failure !== undefined && { failure }),
      age: answeredAt === undefined ? Infinity : this.options.clock.now() - answeredAt,
    };
  }

  private hear(message: TabMessage, from: string): void {
    const { report } = this.options;
    switch (message.kind) {
      case 'hello':
        if (!this.group.leads) return;
        if (!message.hidden) this.watch();
        if (message.woke) report({ kind: 'woke' });
        this.announced = '';
        this.announce();
        break;
      case 'ask':
        if (this.group.leads) this.answer(from, message.question, message.position);
        break;
      case 'status':
        this.inOrder(() => report({ kind: 'led', status: message.status }));
        break;
      case 'page':
        this.log.add(message.page);
        this.inOrder(async () => {
          if (!this.knows(message.page)) report({ kind: 'heard', page: await this.options.prepare(message.page) });
        });
        break;
      case 'wrote': {
        const { head, changes } = message;
        this.inOrder(async () => report({ kind: 'written', head, changes: await this.options.prepare(changes) }));
        break;
      }
      case 'answer':
        break;
    }
  }

  private knows({ epoch, to }: ChangesPage): boolean {
    const { position } = this.options.state().shown;
    return position !== undefined && reaches(position, { epoch, version: to });
  }

  private answer(to: string, question: number, position: Position): void {
    const page = this.log.since(position);
    this.group.tell({ kind: 'answer', to, question, ...(page !== undefined && { page }) });
  }

  private inOrder(action: () => void | Promise<void>): void {
    // A message that fails must not block the messages after it.
    this.hearing = this.hearing.then(action).catch(this.options.onError);
  }

  private watch(): void {
    const { clock, onWatched } = this.options;
    this.watchedUntil = clock.now() + watchedFor;
    this.cancelWatched?.();
    this.cancelWatched = clock.after(watchedFor + 1, onWatched);
    onWatched();
  }
}
