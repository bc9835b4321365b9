import { addDays, startOfDay } from './time';

/** The visible days whose events were not read. */
export class UnreadDays {
  private from = '';
  private to = '';
  private days: readonly string[] = [];
  /** What `days` was computed from. */
  private known = '';
  private readonly zone: string;

  constructor(zone: string) {
    this.zone = zone;
  }

  /** Sets the visible days, [from, to). */
  show(from: string, to: string): void {
    this.from = from;
    this.to = to;
  }

  /** The visible days that are not in the window with this key. The list is the same object as before if it has the same days. */
  outside(window: string): readonly string[] {
    const asked = [window, this.from, this.to].join(' ');
    if (asked === this.known) return this.days;
    this.known = asked;
    const [begin = '', end = ''] = window.split('/');
    const days: string[] = [];
    for (let day = this.from; day < this.to; day = addDays(day, 1))
      if (window === '' || this.instant(day) < Date.parse(begin) || this.instant(addDays(day, 1)) > Date.parse(end))
        days.push(day);
    if (days.join() !== this.days.join()) this.days = days;
    return this.days;
  }

  private instant(day: string): number {
    return Date.parse(startOfDay(day, this.zone));
  }
}

/** Whether an interval of wall times or dates, [start, end), has a part in one of these days. */
export const touches = (days: readonly string[], start: string, end: string): boolean =>
  days.some((day) => start < addDays(day, 1) && (end > `${day}T00:00:00` || start >= day));
