import { Pipe, type PipeTransform } from '@angular/core';

/** The time that is left until a moment: "1 h 05 min left", "59 min 12 s left", "8 s left"; "expired" after it. */
@Pipe({ name: 'countdown' })
export class Countdown implements PipeTransform {
  transform(until: Date, now: Date): string {
    const left = Math.ceil((until.getTime() - now.getTime()) / 1000);
    if (left <= 0) return 'expired';
    const hours = Math.floor(left / 3600);
    const minutes = Math.floor(left / 60) % 60;
    const seconds = left % 60;
    if (hours > 0) return `${hours} h ${twoDigits(minutes)} min left`;
    return minutes > 0 ? `${minutes} min ${twoDigits(seconds)} s left` : `${seconds} s left`;
  }
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
