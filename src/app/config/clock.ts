import { Service } from '@angular/core';

/** If the device's clock has moved by more than this, someone has set it, in milliseconds. */
const MAX_JUMP = 2_000;
const TIMEOUT_MS = 5_000;
/** For so long nobody is asked again after waiting in vain, in milliseconds. */
const PAUSE = 30_000;

/**
 * The right time, whatever the device's clock says. Signatures may be off by five minutes and ID tokens
 * live for 15, but devices can be wrong by more. Auth0 hides its Date from scripts, so the time comes
 * from the page's own origin and, when a signature is refused for its time, from the API.
 */
@Service()
export class Clock {
  private offset = 0;
  /** How far Date.now() was ahead of performance.now(), which no one can set, when a server told the time. */
  private lead: number | undefined;
  /** Until then nobody is asked, by performance.now(). */
  private pausedUntil = 0;
  private asking: Promise<void> | undefined;

  /** The corrected time. */
  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  /**
   * The corrected time. Asks the page's own origin first if no server has told the time yet, or if the
   * device's clock was set since; without an answer it is the time as known.
   */
  async checked(): Promise<Date> {
    const jump = Date.now() - performance.now() - (this.lead ?? -Infinity);
    if (Math.abs(jump) > MAX_JUMP && performance.now() >= this.pausedUntil) {
      this.asking ??= this.ask().finally(() => (this.asking = undefined));
      await this.asking;
    }
    return this.now();
  }

  /**
   * Adopts a server's time.
   *
   * @param headers of its answer: Date, and Age if a cache has kept it (RFC 9110, section 6.6.1, and
   *   RFC 9111, section 5.1)
   * @returns whether there was a date to take over
   */
  adjust(headers: { get(name: string): string | null }): boolean {
    const date = Date.parse(headers.get('Date') ?? '');
    if (Number.isNaN(date)) return false;
    const age = Number(headers.get('Age'));
    this.offset = date + (age > 0 ? age * 1000 : 0) - Date.now();
    this.lead = Date.now() - performance.now();
    return true;
  }

  private async ask(): Promise<void> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { headers } = await fetch('config.json', { method: 'HEAD', cache: 'no-store', signal });
      this.adjust(headers);
    } catch (error) {
      const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
      if (isTimeout) this.pausedUntil = performance.now() + PAUSE;
      // What needs the right time says so if it is wrong.
    }
  }
}
