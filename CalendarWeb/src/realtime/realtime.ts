import type { Clock } from './clock';
import { realClock } from './clock';
import type { HubState } from './hubConnection';
import { ReloadConnection } from './hubConnection';
import type { Source, SyncState } from './syncEngine';
import { SyncEngine } from './syncEngine';

/**
 * What a person is told. `live`: pushes arrive. `reconnecting`: a short gap. `polling`: no connection can be had, the
 * changes are asked for every few seconds. `offline`: the API does not answer; what is shown may be old.
 */
export type ConnectionState = 'live' | 'reconnecting' | 'polling' | 'offline';

export interface RealtimeOptions {
  readonly url: string;
  readonly accessToken: () => Promise<string>;
  readonly source: Source;
  readonly origin: string;
  readonly onState: (state: SyncState) => void;
  readonly onConnection: (state: ConnectionState) => void;
  readonly clock?: Clock;
}

export interface Realtime {
  readonly engine: SyncEngine;
  stop(): void;
}

/** How long a lost connection counts as a short gap. */
const patience = 8_000;

export function connectionState(hub: HubState, reachable: boolean, patient: boolean): ConnectionState {
  if (!reachable) return 'offline';
  if (hub === 'connected') return 'live';
  return patient ? 'reconnecting' : 'polling';
}

/** Connects and follows until stopped: the sync engine, the push connection, and the browser's own signs of waking up. */
export function startRealtime(options: RealtimeOptions): Realtime {
  const clock = options.clock ?? realClock;
  let hubState: HubState = 'connecting';
  let patient = true;
  let cancelPatience: (() => void) | undefined;
  let shown: ConnectionState | undefined;

  const show = () => {
    const next = connectionState(hubState, engine.current.reachable, patient);
    if (next !== shown) options.onConnection((shown = next));
  };
  const engine = new SyncEngine({
    source: options.source,
    origin: options.origin,
    clock,
    onState: (state) => {
      options.onState(state);
      show();
    },
  });
  const onHub = (state: HubState) => {
    hubState = state;
    if (state === 'connected') {
      cancelPatience?.();
      cancelPatience = undefined;
      patient = true;
    } else {
      cancelPatience ??= clock.after(patience, () => {
        patient = false;
        show();
      });
    }
    engine.setConnected(state === 'connected');
    show();
  };
  const connection = new ReloadConnection({
    url: options.url,
    accessToken: options.accessToken,
    onReload: (reload) => engine.onPush(reload),
    onState: onHub,
    clock,
  });

  // A sleeping laptop or a background tab hears nothing and its timers stand still: on waking, ask.
  const wake = () => {
    if (document.visibilityState === 'hidden') return;
    connection.hurry();
    void engine.check();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('pageshow', wake);

  engine.start();
  void connection.start();
  return {
    engine,
    stop() {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('pageshow', wake);
      cancelPatience?.();
      engine.stop();
      void connection.stop();
    },
  };
}
