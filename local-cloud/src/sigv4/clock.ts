import { incomplete, invalid } from './signature-error.ts';

/**
 * Checks that a request was signed at about this time.
 *
 * @param signed ISO 8601's basic format, `20150830T123600Z`
 * @param maxSkewSeconds how far it may be off either way
 * @throws SignatureError for another format, and for what is too old or too far ahead
 */
export function checkDate(signed: string, now: Date, maxSkewSeconds: number): void {
  const time = Date.parse(signed.replace(/^(....)(..)(..)T(..)(..)/, '$1-$2-$3T$4:$5:'));
  if (Number.isNaN(time) || basicFormat(time) !== signed) {
    throw incomplete(
      `Date must be in ISO-8601 'basic format'. Got '${signed}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  const current = basicFormat(now.getTime());
  const earliest = basicFormat(now.getTime() - maxSkewSeconds * 1000);
  const latest = basicFormat(now.getTime() + maxSkewSeconds * 1000);
  if (signed < earliest) {
    throw invalid(
      `Signature expired: ${signed} is now earlier than ${earliest} (${current} - ${maxSkewSeconds / 60} min.)`,
    );
  }
  if (signed > latest) {
    throw invalid(
      `Signature not yet current: ${signed} is still later than ${latest} (${current} + ${maxSkewSeconds / 60} min.)`,
    );
  }
}

const basicFormat = (time: number): string =>
  new Date(time).toISOString().replace(/[:-]|\.\d{3}/g, '');
