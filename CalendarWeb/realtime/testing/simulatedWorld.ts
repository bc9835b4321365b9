import { expect } from 'vitest';
import type { Signs } from '../connection/browserSigns.ts';
import type { PushConnection, PushOptions } from '../connection/hubConnection.ts';
import type { Realtime, Synced } from '../realtimeOptions.ts';
import { startRealtime } from '../realtime.ts';
import { brokenLaws, itemsOf } from './simulatedLaws.ts';
import { eventKey } from '../engine/replica.ts';
import { Page, seeded, SimulatedBrowser, VirtualTime } from './simulatedBrowser.ts';
import type { Account } from '../tabs/tabMessages.ts';
import { TestServer } from './testServer.ts';
import type { Reload } from '../engine/wire.ts';

export const adele: Account = { tenant: 'contoso', user: 'adele' };

/** A tab, and what a test can do to it. */
export interface Tab {
  readonly page: Page;
  readonly realtime: Realtime;
  readonly states: Synced[];
  readonly signs: Signs;
  hidden: boolean;
}

interface Push {
  readonly page: Page;
  readonly options: PushOptions;
  isOpen: boolean;
}

/**
 * One tenant's service, a browser with its tabs and the network between them, with their own clock. The seed decides all
 * faults; the invariants are checked at every state that a tab shows.
 */
export class World {
  readonly time = new VirtualTime();
  readonly server = new TestServer();
  readonly tabs: Tab[] = [];
  readonly browser: SimulatedBrowser;
  readonly random: () => number;
  readonly asked = { head: 0, changes: 0, read: 0, connect: 0 };
  /** Broken invariants of shown states. */
  readonly broken: string[] = [];
  apiIsDown = false;
  serviceIsDown = false;
  isFaulty = false;
  /** How many milliseconds pushes are collected before they are sent. */
  pushLag = 0;
  /** What the front end does in its callbacks, and the errors that were reported. */
  react: () => void = () => undefined;
  readonly reported: unknown[] = [];
  private readonly pushes = new Set<Push>();
  private readonly sharing: boolean;

  constructor(seed: number, sharing = true) {
    this.sharing = sharing;
    this.random = seeded(seed);
    this.browser = new SimulatedBrowser(this.time, this.random);
    this.server.putCalendar('team');
    this.server.putCalendar('other');
    for (let i = 0; i < 4; i++) this.server.putEvent('team', this.server.newId());
  }

  get living(): Tab[] {
    return this.tabs.filter(({ page }) => !page.isDead);
  }

  get leaders(): Tab[] {
    return this.living.filter(({ realtime }) => realtime.leads);
  }

  get connections(): number {
    return [...this.pushes].filter(({ isOpen, page }) => isOpen && !page.isDead).length;
  }

  open(account: Account = adele): Tab {
    const page = new Page();
    const states: Synced[] = [];
    let signs: Signs | undefined;
    const clock = this.browser.clockOf(page);
    const realtime = startRealtime({
      url: '/api',
      accessToken: () => Promise.resolve('token'),
      account,
      clock,
      tabs: this.sharing ? this.browser.platformOf(page) : undefined,
      connection: (options) => this.pushConnection(page, options),
      watch: (given) => {
        signs = given;
        return () => undefined;
      },
      source: {
        head: async (known) => {
          this.asked.head++;
          return this.ask(page, () =>
            known === this.server.head().token ? ('unchanged' as const) : this.server.head(),
          );
        },
        changes: async (since) => {
          this.asked.changes++;
          return this.ask(page, () => this.server.changes(since));
        },
        readAll: async () => {
          this.asked.read++;
          const { calendars } = await this.ask(page, () => this.server.read());
          const { events } = await this.ask(page, () => this.server.read());
          const known = new Set(calendars.map(({ id }) => id));
          return { calendars, events: events.filter(({ calendarId }) => known.has(calendarId)), window: 'all' };
        },
        // An answer is completed by another request before it is merged, which takes time too.
        prepare: async (changes) => {
          if (this.isFaulty && this.random() < 0.3) await this.ask(page, () => undefined);
          return changes;
        },
      },
      onState: (state) => {
        this.broken.push(...brokenLaws(this.server, states.at(-1), state));
        states.push(state);
        this.react();
      },
      onConnection: () => this.react(),
      onError: (error) => this.reported.push(error),
    });
    if (signs === undefined) throw new Error('The browser is not watched.');
    const tab: Tab = { page, realtime, states, signs, hidden: false };
    this.tabs.push(tab);
    return tab;
  }

  close(tab: Tab): void {
    tab.signs.frozen(true);
    this.kill(tab);
  }

  /** The tab crashes, without any event. */
  kill(tab: Tab): void {
    this.browser.kill(tab.page);
    for (const push of this.pushes) if (push.page === tab.page) this.pushes.delete(push);
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  /** The browser raises the event before it freezes the page. */
  freeze(tab: Tab): void {
    tab.signs.frozen(true);
    tab.page.freeze();
  }

  hide(tab: Tab, hidden: boolean): void {
    tab.hidden = hidden;
    tab.signs.hidden(hidden);
    if (!hidden) tab.signs.woke();
  }

  /** Changes by others, and the push that announces them. */
  write(changes = 1): void {
    for (let i = 0; i < changes; i++) this.change();
    this.announce();
  }

  /** A write of this tab: its answer has the item, or is lost. */
  writeBy(tab: Tab): void {
    void this.later(tab.page, () => {
      const [calendarId] = this.pickOf(this.server.calendars.keys());
      if (calendarId === undefined) return;
      const event = this.server.putEvent(calendarId, this.pickId(calendarId));
      const head = { epoch: this.server.epoch, version: event.version };
      this.announce();
      if (!this.isFaulty || this.random() < 0.75)
        void this.later(tab.page, () => tab.realtime.wrote(head, { calendars: [], events: [event] }));
    });
  }

  deleteBy(tab: Tab): void {
    void this.later(tab.page, () => {
      const [event] = this.pickOf(this.server.events.values());
      if (event === undefined) return;
      this.server.deleteEvent(eventKey(event));
      const { epoch, version } = this.server;
      const gone = { id: event.id, calendarId: event.calendarId, version, deleted: true } as const;
      this.announce();
      void this.later(tab.page, () => tab.realtime.wrote({ epoch, version }, { calendars: [], events: [gone] }));
    });
  }

  /** The front end turns a page: it reads a window itself. */
  readBy(tab: Tab): void {
    const end = tab.realtime.beginReading();
    void this.ask(tab.page, () => this.server.read().events).then(
      (events) => end({ events, window: 'all' }),
      () => end(),
    );
  }

  cut(tokenExpired = false): void {
    for (const push of [...this.pushes])
      if (push.isOpen) {
        this.pushes.delete(push);
        push.page.run(() => push.options.report({ kind: 'lost', tokenExpired }));
      }
  }

  restore(): void {
    this.server.restore();
    this.announce();
  }

  announce(): void {
    const reload = this.server.push();
    const copies = !this.isFaulty ? 1 : this.random() < 0.3 ? 0 : this.random() < 0.2 ? 2 : 1;
    for (let i = 0; i < copies; i++) this.time.after(this.pushLag + this.delay(), () => this.deliver(reload));
  }

  /** Every tab shows what the store has, and no invariant was broken on the way. */
  expectConverged(): void {
    expect(this.broken).toEqual([]);
    for (const { realtime } of this.living) {
      expect(itemsOf(realtime.current)).toEqual(this.server.itemsAt(this.server));
      expect(realtime.current.replica.position).toEqual({ epoch: this.server.epoch, version: this.server.version });
      expect(realtime.current.replica.tombstones.size).toBe(0);
      expect(realtime.connection).toBe('live');
    }
  }

  private deliver(reload: Reload): void {
    for (const push of this.pushes)
      if (push.isOpen) push.page.run(() => push.options.report({ kind: 'pushed', reload }));
  }

  private change(): void {
    const { server, random } = this;
    const [calendarId] = this.pickOf(server.calendars.keys());
    const chance = random();
    if (calendarId === undefined || chance < 0.05) server.putCalendar(server.newId());
    else if (chance < 0.08) server.deleteCalendar(calendarId);
    else if (chance < 0.12) server.putCalendar(calendarId);
    else if (chance < 0.35) server.deleteEvent(this.pickOf(server.events.keys())[0] ?? '');
    else server.putEvent(calendarId, this.pickId(calendarId));
  }

  private pickId(calendarId: string): string {
    const held = [...this.server.events.values()].filter((event) => event.calendarId === calendarId);
    return (this.random() < 0.5 ? this.pickOf(held)[0]?.id : undefined) ?? this.server.newId();
  }

  private pickOf<T>(items: Iterable<T>): [T | undefined] {
    const all = [...items];
    return [all[Math.floor(this.random() * all.length)]];
  }

  private pushConnection(page: Page, options: PushOptions): PushConnection {
    let current: Push | undefined;
    const disconnect = () => {
      if (current !== undefined) this.pushes.delete(current);
      current = undefined;
    };
    return {
      connect: () => {
        disconnect();
        this.asked.connect++;
        const push: Push = { page, options, isOpen: false };
        current = push;
        void this.later(page, () => {
          if (current !== push) return;
          push.isOpen = !this.serviceIsDown && !(this.isFaulty && this.random() < 0.3);
          if (push.isOpen) this.pushes.add(push);
          options.report({ kind: push.isOpen ? 'connected' : 'connectFailed' });
        });
      },
      disconnect,
      renewToken: () => undefined,
    };
  }

  /** The service acts some time after the request, and the answer arrives some time after the action, or never. */
  private async ask<T>(page: Page, act: () => T): Promise<T> {
    const { server } = this;
    const value = await this.later(page, () =>
      this.apiIsDown ? undefined : { it: act(), head: { epoch: server.epoch, version: server.version } },
    );
    await this.later(page, () => undefined);
    if (value === undefined || (this.isFaulty && this.random() < 0.2)) throw new TypeError('Failed to fetch');
    // Every answer names the position, which is reported before its content is used.
    this.tabs.find((tab) => tab.page === page)?.realtime.observed(value.head);
    return value.it;
  }

  private later<T>(page: Page, act: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.time.after(this.delay(), () => page.run(() => resolve(act())));
    });
  }

  private delay(): number {
    return this.isFaulty ? this.random() ** 3 * 8_000 : 5 + this.random() * 20;
  }
}
