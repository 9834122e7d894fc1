/** API Gateway's limits of a stage: requests a second, and how many at once beyond that. */
export interface Throttle {
  rate: number;
  burst: number;
}

/**
 * A token bucket, as API Gateway throttles with: it holds `burst` tokens, a request takes one, and
 * `rate` tokens a second come back.
 *
 * @returns a function that takes a token, and says whether there was one
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function tokenBucket({ rate, burst }: Throttle, now: () => Date): () => boolean {
  let tokens = burst;
  let filledAt = now().getTime();
  return () => {
    const time = now().getTime();
    tokens = Math.min(burst, tokens + ((time - filledAt) / 1000) * rate);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
