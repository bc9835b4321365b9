import { Listeners } from '@/calendar/listeners';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'problem';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Short messages that disappear by themselves; problems stay longer, and messages with an action long enough to use it. */
export class Toasts {
  private list: readonly Toast[] = [];
  private next = 1;
  private readonly listeners = new Listeners();

  readonly subscribe = this.listeners.subscribe;

  readonly getAll = (): readonly Toast[] => this.list;

  show(text: string, options: Partial<Pick<Toast, 'kind' | 'action'>> = {}): void {
    const toast: Toast = { kind: 'info', ...options, id: this.next++, text };
    this.set([...this.list.slice(-2), toast]);
    setTimeout(() => this.dismiss(toast.id), toast.kind === 'problem' || toast.action !== undefined ? 9_000 : 4_000);
  }

  problem(text: string): void {
    this.show(text, { kind: 'problem' });
  }

  dismiss(id: number): void {
    this.set(this.list.filter((toast) => toast.id !== id));
  }

  private set(list: readonly Toast[]): void {
    this.list = list;
    this.listeners.tell();
  }
}
