/** The time that is left until a moment: "1 h 05 min", "59 min 12 s", "8 s"; "ended" after it. */
export function countdown(until: Date, now: Date): string {
  const left = Math.ceil((until.getTime() - now.getTime()) / 1000);
  if (left <= 0) return 'ended';
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor(left / 60) % 60;
  const seconds = left % 60;
  if (hours > 0) return `${hours} h ${twoDigits(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${twoDigits(seconds)} s` : `${seconds} s`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
