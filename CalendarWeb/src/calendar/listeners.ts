import { reporting } from '@calendar-realtime/realtime';

/** The listeners of a store. If one of them throws, the error is reported, and the others are still notified of the change. */
export class Listeners {
  private readonly all = new Set<() => void>();
  private readonly report = reporting();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.all.add(listener);
    return () => this.all.delete(listener);
  };

  tell(): void {
    for (const listener of [...this.all])
      try {
        listener();
      } catch (error) {
        this.report(error);
      }
  }
}
