import { Logger } from '@aws-lambda-powertools/logger';

/** Structured logs. Nothing that it is given may hold a token, a key or an email address. */
export const logger = new Logger();
