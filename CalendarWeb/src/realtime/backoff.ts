/**
 * Waits between attempts that fail: they double up to a most, and each is drawn between half and all of it, so that a
 * thousand clients that lost the service in the same second do not come back in the same second.
 */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly first: number,
    private readonly most: number,
    private readonly random: () => number = Math.random,
  ) {}

  /** The wait before the next attempt, in milliseconds. */
  next(): number {
    const whole = Math.min(this.most, this.first * 2 ** Math.min(this.failures++, 20));
    return whole / 2 + (whole / 2) * this.random();
  }

  reset(): void {
    this.failures = 0;
  }
}
