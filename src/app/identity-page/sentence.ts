import { problemSentence } from '../calls/problem-sentence';

/** What went wrong on the way to STS or to API Gateway, in a sentence for the user. */
export const sentenceOf = (error: unknown): string => problemSentence(error, 'purchases');
