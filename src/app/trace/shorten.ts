/** A shorter secret isn't shown at all: with only its middle hidden, too much would show. */
const MIN_LENGTH = 16;

/**
 * A secret, safe to show: its first and last four characters, `ASIA…WXYZ`. They are enough to recognize
 * it and useless to anyone else.
 */
export const shorten = (secret: string): string =>
  secret.length < MIN_LENGTH ? '…' : `${secret.slice(0, 4)}…${secret.slice(-4)}`;

/** Headers that say nothing secret. The value of every other one is shortened. */
const harmless: ReadonlySet<string> = new Set([
  'accept',
  'content-type',
  'host',
  'if-match',
  'if-none-match',
  'x-amz-date',
]);

/** What secrets look like, wherever they appear. */
const patterns: readonly RegExp[] = [
  // JSON Web Tokens: ID tokens, access tokens.
  /eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)*/g,
  // AWS access key IDs.
  /\bA(?:SIA|KIA)[A-Z0-9]{12,}/g,
  // Signatures and digests, SHA-256 in hex.
  /\b[\da-f]{64}\b/gi,
  // Session tokens: nothing else in a request or an answer goes on for so long without a break.
  /[\w+/=%-]{160,}/g,
];

/**
 * A text of the SigV4 kind (a canonical request, a header, what AWS says of a signature that differs)
 * without its secrets: it shows what was signed, but can't be used again.
 *
 * Lines like `name:value` are headers; of these only the few that are known to be harmless keep their
 * value, so that a header added later doesn't give its value away.
 */
export function withoutSecrets(text: string): string {
  const lines = text.replace(/^([a-z][a-z\d-]*):(\S.*)$/gm, (line, name: string, value: string) =>
    harmless.has(name) ? line : `${name}:${shorten(value)}`,
  );
  return patterns.reduce((shown, pattern) => shown.replace(pattern, shorten), lines);
}
