import type { Clock } from '../connection/clock.ts';
import type { Account, Envelope, TabMessage } from './tabMessages.ts';
import { groupName, readMessage, wrap } from './tabMessages.ts';
import type { EntityKind } from '../engine/entityKind.ts';
import type { ChangesPage, Position } from '../engine/wire.ts';

/** The part of `BroadcastChannel` that is used. */
export interface Channel {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
  postMessage(message: unknown): void;
  close(): void;
}

/** The part of `navigator.locks` that is used. */
export interface Locks {
  request(
    name: string,
    options: { readonly steal?: boolean; readonly signal?: AbortSignal },
    hold: () => Promise<void>,
  ): Promise<unknown>;
}

/** What a browser offers for tabs that share; without one of them, each tab has its own connection. */
export interface TabPlatform {
  readonly locks: Locks;
  readonly openChannel: (name: string) => Channel;
}

interface TabGroupOptions {
  readonly account: Account;
  readonly platform: TabPlatform;
  readonly clock: Clock;
  /** The kinds whose items the tabs share. */
  readonly kinds: readonly EntityKind[];
  /** Identifies this tab among the others. */
  readonly id: string;
  readonly isHidden: () => boolean;
  readonly onLeads: (leads: boolean) => void;
  readonly onMessage: (message: TabMessage, from: string) => void;
}

/** Milliseconds between the questions of a visible tab; each wait is between half of it and all of it. */
const helloEvery = 5_000;
/** How long the leader may take to answer, and how often in a row it may fail to. */
const answerWithin = 3_000;
const maxUnanswered = 2;

/**
 * Elects one tab of a browser as the leader, and carries messages between the tabs.
 *
 * The holder of the lock is the leader. When its tab is closed or crashes, the browser gives the lock to the next tab in the queue.
 * A page that is about to be frozen leaves by itself (`leave`). A tab that hangs does neither. So a visible tab asks the leader
 * every few seconds, and steals the lock (`steal`) after two unanswered questions, about ten seconds.
 * Two leaders at the same time do no harm: positions show what is new, and the later term wins.
 */
export class TabGroup {
  private channel: Channel | undefined;
  private waiting: AbortController | undefined;
  private release: (() => void) | undefined;
  private leading = false;
  private term = 0;
  private leader: string | undefined;
  private unanswered = 0;
  private cancelTimer: (() => void) | undefined;
  private questions = 0;
  private readonly asked = new Map<number, (page: ChangesPage | undefined) => void>();
  private readonly options: TabGroupOptions;

  constructor(options: TabGroupOptions) {
    this.options = options;
  }

  get leads(): boolean {
    return this.leading;
  }

  get latestTerm(): number {
    return this.term;
  }

  join(): void {
    if (this.channel !== undefined) return;
    const { platform, account } = this.options;
    this.channel = platform.openChannel(groupName(account));
    const { channel } = this;
    channel.addEventListener('message', ({ data }) => {
      const envelope = this.channel === channel ? readMessage(data, account, this.options.kinds) : undefined;
      if (envelope !== undefined && envelope.from !== this.options.id) this.take(envelope);
    });
    this.request(false);
    this.greet();
  }

  leave(): void {
    this.cancelTimer?.();
    this.waiting?.abort();
    this.waiting = undefined;
    this.release?.();
    this.release = undefined;
    this.channel?.close();
    this.channel = undefined;
    for (const answer of this.asked.values()) answer(undefined);
    this.asked.clear();
    this.lead(false);
  }

  tell(message: TabMessage): void {
    this.channel?.postMessage(wrap(this.options.account, this.options.id, message));
  }

  /** Requests the changes after a position from the leader; undefined if it does not have them or does not answer. */
  ask(position: Position): Promise<ChangesPage | undefined> {
    const question = ++this.questions;
    return new Promise((resolve) => {
      const done = (page: ChangesPage | undefined) => {
        cancel();
        this.asked.delete(question);
        resolve(page);
      };
      const cancel = this.options.clock.after(answerWithin, () => done(undefined));
      this.asked.set(question, done);
      if (this.channel === undefined) done(undefined);
      else this.tell({ kind: 'ask', question, position });
    });
  }

  /** Asks for the leader's status now; `woke` if the page became visible again, or the caller wants a retry at once. */
  greet(woke = false): void {
    if (this.channel === undefined || this.leading) return;
    this.cancelTimer?.();
    this.tell({ kind: 'hello', hidden: this.options.isHidden(), woke });
    this.cancelTimer = this.options.clock.after(answerWithin, () => {
      // A hidden page waits: nobody sees it, and its timers are throttled.
      if (this.options.isHidden()) return;
      if (++this.unanswered < maxUnanswered) this.greet();
      else this.request(true);
    });
  }

  private take({ from, message }: Envelope): void {
    if (message.kind === 'answer') {
      if (message.to === this.options.id) this.asked.get(message.question)?.(message.page);
      return;
    }
    if (message.kind === 'status' && !this.believes(message.term, from)) return;
    this.options.onMessage(message, from);
  }

  private believes(term: number, from: string): boolean {
    if (term < this.term && from !== this.leader) return false;
    this.term = Math.max(this.term, term);
    this.leader = from;
    this.unanswered = 0;
    this.cancelTimer?.();
    // Another tab leads with a later term: it stole this tab's lock, and the browser has not reported that yet.
    if (this.leading) {
      this.release?.();
      this.lead(false);
      this.request(false);
    }
    const { clock } = this.options;
    if (!this.options.isHidden())
      this.cancelTimer = clock.after((helloEvery / 2) * (1 + clock.random()), () => this.greet());
    return true;
  }

  private request(steal: boolean): void {
    this.waiting?.abort();
    const controller = new AbortController();
    this.waiting = controller;
    const isCurrent = () => this.waiting === controller;
    // The standard does not allow `steal` together with a signal.
    this.options.platform.locks
      .request(groupName(this.options.account), steal ? { steal } : { signal: controller.signal }, () => {
        if (!isCurrent()) return Promise.resolve();
        return new Promise<void>((resolve) => {
          this.release = resolve;
          this.lead(true);
        });
      })
      .catch((error: unknown) => {
        if (!isCurrent()) return;
        this.release = undefined;
        const isStolen = error instanceof DOMException && error.name === 'AbortError';
        if (isStolen) {
          this.lead(false);
          this.request(false);
          this.greet();
        } else this.standAlone();
      });
  }

  /** Locks are refused here (an opaque origin, a policy): this tab shares with none. */
  private standAlone(): void {
    this.channel?.close();
    this.channel = undefined;
    this.lead(true);
  }

  private lead(leads: boolean): void {
    if (leads === this.leading) return;
    this.leading = leads;
    this.cancelTimer?.();
    this.unanswered = 0;
    if (leads) {
      // Later than any known term, and than terms that only closed tabs knew.
      this.term = Math.max(this.term + 1, Date.now());
      this.leader = this.options.id;
    }
    this.options.onLeads(leads);
  }
}

/** What this browser offers; undefined for an old browser, or a page with an opaque origin. */
export function browserTabs(): TabPlatform | undefined {
  if (typeof BroadcastChannel === 'undefined' || typeof navigator === 'undefined' || !('locks' in navigator))
    return undefined;
  return { locks: navigator.locks, openChannel: (name) => new BroadcastChannel(name) };
}
