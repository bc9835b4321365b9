import type { Clock } from './clock.ts';
import { failureOf } from '../engine/failure.ts';
import type { Source } from './source.ts';
import { retryAfterOf } from './source.ts';
import type { SyncEffect, SyncInput } from '../engine/syncState.ts';
import type { Changes, ChangesPage, Head, Position } from '../engine/wire.ts';

/** The time limit of a request, in milliseconds. */
const requestWithin = 30_000;
const fullReadWithin = 120_000;
const prepareWithin = 10_000;

type PullChanges = Extract<SyncEffect, { kind: 'pullChanges' }>;

interface RequestOptions {
  readonly source: Source;
  readonly clock: Clock;
  readonly report: (input: SyncInput) => void;
  /** Requests the changes after a position from the other tabs. */
  readonly askTabs: (position: Position) => Promise<ChangesPage | undefined>;
}

/** Performs the requests of the engine. Each result or failure is reported as an input. */
export class SyncRequests {
  private readonly underWay = new Set<AbortController>();
  private readonly options: RequestOptions;

  constructor(options: RequestOptions) {
    this.options = options;
  }

  async pullChanges(effect: PullChanges): Promise<void> {
    const { report, askTabs } = this.options;
    const { flight, position } = effect;
    const page = effect.local ? await askTabs(position) : undefined;
    if (page !== undefined) report({ kind: 'changesAnswered', flight, page: await this.prepare(page), local: true });
    else await this.attempt(flight, requestWithin, (signal) => this.askApi(effect, signal));
  }

  /** The head comes first: everything written after it comes again with the changes. */
  readAll(flight: number): Promise<void> {
    const { source } = this.options;
    return this.attempt(flight, fullReadWithin, async (signal) => {
      const head = await source.head(undefined, signal);
      if (head === 'unchanged') throw new Error('An unconditional request for the head was answered with 304.');
      return { kind: 'fullReadAnswered', flight, read: { head, ...(await source.readAll(signal)) } };
    });
  }

  /** Items as this front end needs them; unchanged if that fails. */
  async prepare<T extends Changes>(changes: T): Promise<T> {
    const { source } = this.options;
    if (source.prepare === undefined) return changes;
    try {
      return await this.within(
        prepareWithin,
        (signal) => source.prepare?.(changes, signal) ?? Promise.resolve(changes),
      );
    } catch {
      return changes;
    }
  }

  stop(): void {
    for (const controller of this.underWay) controller.abort();
  }

  private async askApi(
    { flight, since, sinceVersion, position, headFirst }: PullChanges,
    signal: AbortSignal,
  ): Promise<SyncInput> {
    const { source } = this.options;
    if (headFirst) {
      const head = await source.head(since, signal);
      const page = nothingNew(head, position, since, sinceVersion);
      if (page !== undefined) return { kind: 'changesAnswered', flight, page };
    }
    const page = await source.changes(since, signal);
    if (page === 'expired') return { kind: 'changesExpired', flight };
    return { kind: 'changesAnswered', flight, page: await this.prepare(page) };
  }

  private async attempt(flight: number, atMost: number, ask: (signal: AbortSignal) => Promise<SyncInput>) {
    let outcome: SyncInput;
    try {
      outcome = await this.within(atMost, ask);
    } catch (error) {
      outcome = { kind: 'failed', flight, retryAfter: retryAfterOf(error), failure: failureOf(error) };
    }
    this.options.report(outcome);
  }

  /** Fails after a time even if the action ignores the signal. */
  private within<T>(milliseconds: number, action: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    this.underWay.add(controller);
    const cancel = this.options.clock.after(milliseconds, () => controller.abort());
    const overdue = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('There was no answer in time.')), { once: true });
    });
    return Promise.race([action(signal), overdue]).finally(() => {
      cancel();
      this.underWay.delete(controller);
    });
  }
}

/** A page without changes if the head equals this client's position; undefined if the head is newer or of another epoch. */
function nothingNew(
  head: Head | 'unchanged',
  position: Position,
  since: string,
  sinceVersion: number,
): ChangesPage | undefined {
  const [version, next] = head === 'unchanged' ? [sinceVersion, since] : [head.version, head.token];
  if (head !== 'unchanged' && (head.epoch !== position.epoch || head.version > position.version)) return undefined;
  const { epoch } = position;
  return { epoch, from: version, to: version, head: version, next, more: false, calendars: [], events: [] };
}
