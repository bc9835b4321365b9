import type { HubConnection } from '@microsoft/signalr';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Clock } from './clock.ts';
import { Negotiation } from './negotiation.ts';
import { failureOf } from '../engine/failure.ts';
import type { SyncInput } from '../engine/syncState.ts';
import { readReload } from '../engine/wire.ts';

/** The connection that receives pushes. It makes one attempt at a time; the engine decides when to retry. */
export interface PushConnection {
  /** Always reports the result: `connected` or `connectFailed`, and later `lost`. */
  connect(): void;
  /** Ends the connection or the attempt, and reports nothing more about it. */
  disconnect(): void;
  /** Makes the next negotiation get a new access token instead of a cached one. */
  renewToken(): void;
}

export interface PushOptions {
  /** The library posts to `{url}/negotiate` with the access token, and connects to the address in the answer. */
  readonly url: string;
  readonly accessToken: (renew: boolean) => Promise<string>;
  readonly clock: Clock;
  readonly report: (input: SyncInput) => void;
}

/** An attempt that takes longer is abandoned, in milliseconds. */
const connectWithin = 20_000;
/** If the connection closes this shortly before its token expires, the service closed it because of the expiry: clocks differ. */
const expiryMargin = 5_000;

/** Azure SignalR, negotiated through the calendar's API. */
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
    const fail = (error: unknown) => {
      if (!isCurrent()) return;
      this.disconnect();
      const { refusal } = negotiation;
      report({
        kind: 'connectFailed',
        tokenRefused: refusal?.status === 401,
        retryAfter: refusal?.retryAfter,
        failure: refusal === undefined ? failureOf(error) : { message: refusal.message, status: refusal.status },
      });
    };
    const cancelTimeout = clock.after(connectWithin, () => fail(new Error('The connection was not made in time.')));

    hub.on('reload', (argument: unknown) => {
      // A push that cannot be read is ignored; the periodic check makes up for it.
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
    // The connection ends in any case; further errors of the library do not matter.
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
