/**
 * Ends the present task, so that the browser can draw and answer the user before work goes on
 * (https://web.dev/articles/optimize-long-tasks).
 */
export function yieldToMain(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
