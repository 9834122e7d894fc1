import { Logger } from '@aws-lambda-powertools/logger';

/** Structured logs. They must never contain a token, a key or an email address. */
export const logger = new Logger();
