import { watchSigns } from './connection/browserSigns.ts';
import type { Clock } from './connection/clock.ts';
import { realClock } from './connection/clock.ts';
import type { PushConnection } from './connection/hubConnection.ts';
import { HubPushConnection } from './connection/hubConnection.ts';
import { entityKinds } from './engine/entityKinds.ts';
import type { Failure } from './engine/failure.ts';
import { failureOf, isSameFailure } from './engine/failure.ts';
import type { Reading } from './engine/replica.ts';
import { Replica } from './engine/replica.ts';
import type { Report } from './connection/reporting.ts';
import { reporting } from './connection/reporting.ts';
import { step } from './engine/syncEngine.ts';
import { SyncRequests } from './connection/syncRequests.ts';
import type { ConnectionState, SyncEffect, SyncInput, SyncState } from './engine/syncState.ts';
import { connectionOf, dueAt, initialState, whyNotLive } from './engine/syncState.ts';
import type { SyncTimes } from './engine/syncTimes.ts';
import { defaultTimes } from './engine/syncTimes.ts';
import { SharedTabs } from './tabs/sharedTabs.ts';
import { browserTabs } from './tabs/tabGroup.ts';
import type { Changes, Position } from './engine/wire.ts';
import type { Realtime, RealtimeOptions, Synced } from './realtimeOptions.ts';

/** Connects and follows. Two clients in one page share nothing; two tabs with the same account share a connection. */
export function startRealtime(options: RealtimeOptions): Realtime {
  const following = new Following(options);
  following.start();
  return following;
}

/** Performs the engine's effects and reports their results to it. */
class Following implements Realtime {
  private state: SyncState;
  private readonly inputs: SyncInput[] = [];
  private stepping = false;
  private stopped = false;
  private asOf: number | undefined;
  private hidden = false;
  private readings = 0;
  private readonly waiting = new Set<() => void>();
  private cancelTimer: (() => void) | undefined;
  private unwatch: (() => void) | undefined;
  private readonly clock: Clock;
  private readonly times: SyncTimes;
  private readonly link: PushConnection;
  private readonly requests: SyncRequests;
  private readonly tabs: SharedTabs | undefined;
  private readonly onError: Report;
  private readonly options: RealtimeOptions;

  constructor(options: RealtimeOptions) {
    this.options = options;
    const { url, accessToken, source, account, kinds = entityKinds } = options;
    this.state = { ...initialState, shown: Replica.empty(kinds) };
    const clock = (this.clock = options.clock ?? realClock);
    this.times = { ...defaultTimes, ...options.times };
    const report = (input: SyncInput) => this.take(input);
    const onError = (this.onError = reporting(options.onError));
    const push = { url, accessToken, clock, report };
    this.link = options.connection?.(push) ?? new HubPushConnection(push);
    this.requests = new SyncRequests({
      source,
      clock,
      report,
      askTabs: (position) => this.tabs?.ask(position) ?? Promise.resolve(undefined),
    });
    const platform = 'tabs' in options ? options.tabs : browserTabs();
    if (account !== undefined && platform !== undefined)
      this.tabs = new SharedTabs({
        account,
        kinds,
        platform,
        clock,
        report,
        state: () => this.state,
        isHidden: () => this.hidden,
        prepare: (changes) => this.requests.prepare(changes),
        onWatched: () => this.look(),
        onError,
      });
  }

  get current(): Synced {
    const { shown, reachable } = this.state;
    return { replica: shown, loaded: shown.position !== undefined, reachable, asOf: this.asOf };
  }

  get connection(): ConnectionState {
    return connectionOf(this.state);
  }

  get failure(): Failure | undefined {
    return whyNotLive(this.state);
  }

  get leads(): boolean {
    return this.state.leads;
  }

  start(): void {
    this.unwatch = (this.options.watch ?? watchSigns)(
      {
        woke: () => this.wake(),
        hidden: (hidden) => {
          this.hidden = hidden;
          this.look();
        },
        network: (online) => this.take({ kind: 'network', online }),
        frozen: (frozen) => this.freeze(frozen),
      },
      this.clock,
    );
    this.take({ kind: 'started', leads: this.tabs === undefined });
    this.tabs?.join();
  }

  check(): Promise<void> {
    this.wake();
    if (this.stopped || this.state.flight === 'none') return Promise.resolve();
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  observed(head: Position): void {
    this.take({ kind: 'observed', head });
  }

  failed(error: unknown): void {
    this.take({ kind: 'requestFailed', failure: failureOf(error) });
  }

  wrote(head: Position, changes: Changes): void {
    this.take({ kind: 'written', head, changes });
    this.tabs?.tell({ kind: 'wrote', head, changes });
  }

  beginReading(): (reading?: Reading) => void {
    const id = ++this.readings;
    this.take({ kind: 'readingBegan', id });
    return (reading) => this.take({ kind: 'readingEnded', id, reading });
  }

  stop(): void {
    this.unwatch?.();
    this.tabs?.leave();
    this.stopped = true;
    this.cancelTimer?.();
    this.link.disconnect();
    this.requests.stop();
    this.settle();
  }

  private wake(): void {
    this.tabs?.greet();
    this.take({ kind: 'woke' });
  }

  private look(): void {
    this.take({ kind: 'hidden', hidden: this.hidden && this.tabs?.isWatched !== true });
  }

  private isFrozen = false;

  /** A frozen page must not block the others: it gives up the connection, and comes back like a new tab. */
  private freeze(frozen: boolean): void {
    if (frozen === this.isFrozen) return;
    this.isFrozen = frozen;
    if (this.tabs === undefined) this.take({ kind: 'role', leads: !frozen });
    else if (frozen) this.tabs.leave();
    else this.tabs.join();
    if (!frozen) this.take({ kind: 'woke' });
  }

  private take(input: SyncInput): void {
    // Inputs are handled one at a time: an input that an effect causes waits until the current step has ended.
    this.inputs.push(input);
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.inputs.shift(); next !== undefined; next = this.inputs.shift())
        if (!this.stopped) this.step(next);
    } finally {
      this.stepping = false;
    }
    if (this.stopped) return;
    this.tabs?.announce();
    this.schedule();
    if (this.state.flight === 'none') this.settle();
  }

  private step(input: SyncInput): void {
    const before = this.state;
    const now = this.clock.now();
    const { state, effects } = step(before, input, now, this.clock.random(), this.times);
    this.state = state;
    // Noted as a time of day at once: the clock of the engine stands still while the machine sleeps.
    if (state.answeredAt !== undefined && state.answeredAt !== before.answeredAt)
      this.asOf = Date.now() - Math.max(0, now - state.answeredAt);
    for (const effect of effects) this.perform(effect);
    const { options } = this;
    if (state.shown !== before.shown || state.reachable !== before.reachable)
      this.tell(() => options.onState(this.current));
    const connection = connectionOf(state);
    const failure = whyNotLive(state);
    if (connection !== connectionOf(before) || !isSameFailure(failure, whyNotLive(before)) || input.kind === 'started')
      this.tell(() => options.onConnection(connection, failure));
  }

  /** An error of the front end's callback must not stop the step: the other tabs and the next timer still follow. */
  private tell(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.onError(error);
    }
  }

  private perform(effect: SyncEffect): void {
    switch (effect.kind) {
      case 'connect':
        this.link.connect();
        break;
      case 'disconnect':
        this.link.disconnect();
        break;
      case 'renewToken':
        this.link.renewToken();
        break;
      case 'pullChanges':
        void this.requests.pullChanges(effect);
        break;
      case 'readAll':
        void this.requests.readAll(effect.flight);
        break;
      case 'share':
        this.tabs?.share(effect.page);
        break;
    }
  }

  private schedule(): void {
    this.cancelTimer?.();
    const due = dueAt(this.state);
    if (due !== undefined)
      this.cancelTimer = this.clock.after(Math.max(0, due - this.clock.now()), () => this.take({ kind: 'tick' }));
  }

  private settle(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
