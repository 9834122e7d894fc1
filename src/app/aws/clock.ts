import { Service } from '@angular/core';

/** The time as AWS sees it: signatures may be five minutes off, device clocks are more often. */
@Service()
export class Clock {
  private offset = 0;

  /** The corrected time. */
  now(): Date {
    return new Date(Date.now() + this.offset);
  }

  /**
   * Takes over the time of a server.
   *
   * @param date the header Date of its answer (RFC 9110, section 6.6.1)
   * @returns whether there was a date to take over
   */
  adjust(date: string | null): boolean {
    const time = Date.parse(date ?? '');
    if (Number.isNaN(time)) return false;
    this.offset = time - Date.now();
    return true;
  }
}
