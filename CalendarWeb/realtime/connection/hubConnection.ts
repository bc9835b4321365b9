import type { HubConnection } from '@microsoft/signalr';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Clock } from './clock.ts';
import { Negotiation } from './negotiation.ts';
import type { SyncInput } from '../engine/syncState.ts';
import { readReload } from '../engine/wire.ts';

/** The connection that pushes arrive on: one attempt at a time. When to try again is decided by the engine. */
export interface PushConnection {
  /** What becomes of it is reported, always: `connected`, `connectFailed`, later `lost`. */
  connect(): void;
  /** Ends it, whatever it is at, and reports nothing more of it. */
  disconnect(): void;
  /** The next negotiation is not to use a cached token. */
  renewToken(): void;
}

export interface PushOptions {
  /** The library posts to `{url}/negotiate` with the token, and goes where the answer sends it. */
  readonly url: string;
  readonly accessToken: (renew: boolean) => Promise<string>;
  readonly clock: Clock;
  readonly report: (input: SyncInput) => void;
}

/** An attempt that takes longer is given up, in milliseconds. */
const connectWithin = 20_000;
/** A close so little before a token's end is the service's, for the token's sake: clocks differ. */
const expiryMargin = 5_000;

/** Azure SignalR, by the way of the calendar's API. */
export class HubPushConnection implements PushConnection {
  private current: HubConnection | undefined;
  private renew = false;
  private readonly options: PushOptions;

  constructor(options: PushOptions) {
    this.options = options;
  }

  connect(): void {
    this.disconnect();
    const { url, clock, report } = this.options;
    const negotiation = new Negotiation(url, clock);
    const hub = new HubConnectionBuilder()
      .withUrl(url, { accessTokenFactory: () => this.takeToken(), httpClient: negotiation })
      .configureLogging(LogLevel.None)
      .build();
    this.current = hub;
    const isCurrent = () => this.current === hub;
    const fail = () => {
      if (!isCurrent()) return;
      this.disconnect();
      const { refusal } = negotiation;
      report({ kind: 'connectFailed', tokenRefused: refusal?.status === 401, retryAfter: refusal?.retryAfter });
    };
    const cancelTimeout = clock.after(connectWithin, fail);

    hub.on('reload', (argument: unknown) => {
      // A hint that cannot be read is lost; the slow check makes up for it.
      const reload = readReload(argument);
      if (reload !== undefined && isCurrent()) report({ kind: 'pushed', reload });
    });
    hub.onclose(() => {
      if (!isCurrent()) return;
      this.current = undefined;
      report({ kind: 'lost', tokenExpired: clock.now() + expiryMargin >= negotiation.expiresAt });
    });
    hub
      .start()
      .then(() => {
        if (isCurrent()) report({ kind: 'connected' });
      })
      .catch(fail)
      .finally(cancelTimeout);
  }

  disconnect(): void {
    const hub = this.current;
    this.current = undefined;
    // It ends by itself in any case: whatever the library still says of it concerns nobody.
    hub?.stop().catch(() => undefined);
  }

  renewToken(): void {
    this.renew = true;
  }

  private takeToken(): Promise<string> {
    const renew = this.renew;
    this.renew = false;
    return this.options.accessToken(renew);
  }
}
