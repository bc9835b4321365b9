import type { Clock } from '../connection/clock.ts';
import type { Channel, Locks, TabPlatform } from '../tabs/tabGroup.ts';

/** Pseudo-random numbers in [0, 1), determined by the seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Entry {
  readonly at: number;
  readonly action: () => void;
}

/** Time that only a test advances. Between two events, promises run as far as they can. */
export class VirtualTime {
  now = 0;
  private agenda: Entry[] = [];

  after(milliseconds: number, action: () => void): () => void {
    const entry: Entry = { at: this.now + milliseconds, action };
    // After the entries of the same time: what was scheduled first runs first.
    const before = this.agenda.findIndex(({ at }) => at > entry.at);
    this.agenda.splice(before < 0 ? this.agenda.length : before, 0, entry);
    return () => {
      this.agenda = this.agenda.filter((one) => one !== entry);
    };
  }

  async runFor(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    await settle();
    for (let next = this.agenda[0]; next !== undefined && next.at <= until; next = this.agenda[0]) {
      this.agenda.shift();
      this.now = next.at;
      next.action();
      await settle();
    }
    this.now = until;
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The state of a page: a frozen page does nothing until it runs again, a dead page never does. */
export class Page {
  private state: 'running' | 'frozen' | 'dead' = 'running';
  private missed: (() => void)[] = [];

  get isDead(): boolean {
    return this.state === 'dead';
  }

  get isFrozen(): boolean {
    return this.state === 'frozen';
  }

  run(action: () => void): void {
    if (this.state === 'running') action();
    else if (this.state === 'frozen') this.missed.push(action);
  }

  freeze(): void {
    if (this.state === 'running') this.state = 'frozen';
  }

  thaw(): void {
    if (this.state !== 'frozen') return;
    this.state = 'running';
    for (const action of this.missed.splice(0)) this.run(action);
  }

  die(): void {
    this.state = 'dead';
    this.missed = [];
  }
}

interface LockRequest {
  readonly page: Page;
  readonly hold: () => Promise<void>;
  readonly reject: (error: unknown) => void;
  readonly resolve: (value: unknown) => void;
}

const aborted = () => new DOMException('The request was aborted.', 'AbortError');

/** The locks and channels of one browser, with seeded delays; messages between two pages keep their order, as in a browser. */
export class SimulatedBrowser {
  private readonly held = new Map<string, LockRequest>();
  private readonly queues = new Map<string, LockRequest[]>();
  private readonly channels = new Map<string, Set<Endpoint>>();
  /** The share of lost messages. Browsers lose none, except to pages that were frozen or put away. */
  lossRate = 0;
  readonly time: VirtualTime;
  readonly random: () => number;

  constructor(time: VirtualTime, random: () => number) {
    this.time = time;
    this.random = random;
  }

  clockOf(page: Page): Clock {
    return {
      now: () => this.time.now,
      after: (milliseconds, action) => {
        let cancelled = false;
        const cancel = this.time.after(milliseconds, () =>
          page.run(() => {
            if (!cancelled) action();
          }),
        );
        return () => {
          cancelled = true;
          cancel();
        };
      },
      random: this.random,
    };
  }

  platformOf(page: Page): TabPlatform {
    return { locks: this.locksOf(page), openChannel: (name) => this.openChannel(name, page) };
  }

  holderOf(name: string): Page | undefined {
    return this.held.get(name)?.page;
  }

  /** The page ends without any event: the browser releases its locks. */
  kill(page: Page): void {
    page.die();
    for (const queue of this.queues.values())
      for (const request of queue.filter((one) => one.page === page)) queue.splice(queue.indexOf(request), 1);
    for (const [name, request] of this.held)
      if (request.page === page) {
        this.held.delete(name);
        this.grantNext(name);
      }
  }

  private locksOf(page: Page): Locks {
    return {
      request: (name, { steal, signal }, hold) =>
        new Promise((resolve, reject) => {
          const request: LockRequest = { page, hold, resolve, reject };
          const queue = this.queues.get(name) ?? [];
          this.queues.set(name, queue);
          signal?.addEventListener('abort', () => {
            const at = queue.indexOf(request);
            if (at < 0) return;
            queue.splice(at, 1);
            page.run(() => reject(aborted()));
          });
          this.time.after(this.random() * 5, () => {
            if (page.isDead || signal?.aborted === true) return;
            if (steal === true) this.steal(name, request);
            else queue.push(request);
            this.grantNext(name);
          });
        }),
    };
  }

  private steal(name: string, thief: LockRequest): void {
    const victim = this.held.get(name);
    this.held.delete(name);
    victim?.page.run(() => victim.reject(aborted()));
    this.queues.get(name)?.unshift(thief);
  }

  private grantNext(name: string): void {
    if (this.held.has(name)) return;
    const request = this.queues.get(name)?.shift();
    if (request === undefined) return;
    this.held.set(name, request);
    const { page, hold, resolve } = request;
    page.run(() => {
      void hold().then(() => {
        resolve(undefined);
        if (this.held.get(name) !== request) return;
        this.held.delete(name);
        this.grantNext(name);
      });
    });
  }

  private openChannel(name: string, page: Page): Channel {
    const endpoints = this.channels.get(name) ?? new Set<Endpoint>();
    this.channels.set(name, endpoints);
    const endpoint: Endpoint = { page, deliver: () => undefined, busyUntil: new Map() };
    endpoints.add(endpoint);
    return {
      addEventListener: (_, listener) => {
        endpoint.deliver = (data) => listener(new MessageEvent('message', { data }));
      },
      postMessage: (message) => {
        if (!endpoints.has(endpoint)) throw new DOMException('The channel is closed.', 'InvalidStateError');
        for (const other of endpoints) if (other !== endpoint) this.send(endpoint, other, structuredClone(message));
      },
      close: () => endpoints.delete(endpoint),
    };
  }

  private send(from: Endpoint, to: Endpoint, data: unknown): void {
    if (this.random() < this.lossRate) return;
    const at = Math.max(this.time.now + this.random() * 20, to.busyUntil.get(from) ?? 0);
    to.busyUntil.set(from, at);
    this.time.after(at - this.time.now, () => to.page.run(() => to.deliver(data)));
  }
}

interface Endpoint {
  readonly page: Page;
  deliver: (data: unknown) => void;
  readonly busyUntil: Map<Endpoint, number>;
}
