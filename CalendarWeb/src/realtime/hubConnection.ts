import type { HubConnection } from '@microsoft/signalr';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { Backoff } from './backoff';
import type { Clock } from './clock';
import { realClock } from './clock';
import type { Reload } from './wire';
import { readReload } from './wire';

export type HubState = 'connecting' | 'connected' | 'disconnected';

export interface HubOptions {
  /** The library posts to `{url}/negotiate` with the token, and goes where the answer sends it. */
  readonly url: string;
  readonly accessToken: () => Promise<string>;
  readonly onReload: (reload: Reload) => void;
  readonly onState: (state: HubState) => void;
  readonly clock?: Clock;
}

/**
 * The connection that pushes arrive on. It tries for ever: the first start, a drop and a token that ran out are the same
 * case, a new negotiation after a jittered wait. The library's own reconnect is not used, for its waits cannot be cut
 * short when the page wakes up or comes back online.
 */
export class ReloadConnection {
  private readonly hub: HubConnection;
  private readonly backoff: Backoff;
  private readonly clock: Clock;
  private cutWait: (() => void) | undefined;
  private stopped = false;
  private starting = false;

  constructor(private readonly options: HubOptions) {
    this.clock = options.clock ?? realClock;
    this.backoff = new Backoff(1_000, 30_000, () => this.clock.random());
    this.hub = new HubConnectionBuilder()
      .withUrl(options.url, { accessTokenFactory: options.accessToken })
      .configureLogging(LogLevel.None)
      .build();
    this.hub.on('reload', (argument: unknown) => {
      const reload = readReload(argument);
      if (reload !== undefined) options.onReload(reload);
    });
    this.hub.onclose(() => void this.start());
  }

  async start(): Promise<void> {
    if (this.starting || this.stopped) return;
    this.starting = true;
    this.options.onState('connecting');
    while (!this.isOver()) {
      try {
        await this.hub.start();
        this.backoff.reset();
        this.options.onState('connected');
        break;
      } catch {
        if (this.isOver()) break;
        this.options.onState('disconnected');
        await this.wait(this.backoff.next());
      }
    }
    this.starting = false;
    if (this.isOver()) await this.hub.stop();
  }

  /** Tries again at once, if it was waiting to. */
  hurry(): void {
    this.backoff.reset();
    this.cutWait?.();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cutWait?.();
    await this.hub.stop();
  }

  // The flag changes while this object awaits; the compiler cannot see that.
  private isOver(): boolean {
    return this.stopped;
  }

  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(milliseconds, resolve);
      this.cutWait = () => {
        cancel();
        resolve();
      };
    });
  }
}
