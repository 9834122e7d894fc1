import { inTime } from './in-time';
import { readStored, store } from './stored';

/** How long code may take to come, in milliseconds. */
const PATIENCE = 15_000;

/** In the tab's storage: the main script of the release for which the page has reloaded itself. */
const RELOADED_FOR = 'reloaded-for';

/**
 * Loads code that the user waits for:
 *
 *     const { Menu } = await loadCode(() => import('./menu'));
 *
 * If a new release has replaced this one and its code is gone, the page reloads, once per release.
 * Browsers that follow https://github.com/whatwg/html/pull/10327 fetch what failed again; in others,
 * only a reload does.
 *
 * @throws the error of the import, or a TimeoutError after 15 seconds
 */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await codeInTime(load);
  } catch (error) {
    const release = await newRelease();
    if (release === undefined || !isFirstTimeFor(release)) throw error;
    location.reload();
    // Say nothing for the moment until then.
    return new Promise(() => undefined);
  }
}

/** Loads code, but never reloads the page. @throws as `loadCode` does */
export const codeInTime = <T>(load: () => Promise<T>): Promise<T> =>
  inTime(
    load(),
    PATIENCE,
    () => new DOMException('The code did not come in time.', 'TimeoutError'),
  );

/** Whether the site has a newer release than this page. */
export const isOutdated = async (): Promise<boolean> => (await newRelease()) !== undefined;

/** The main script of the site's current release; undefined if this page runs it, or can't ask. */
async function newRelease(): Promise<string | undefined> {
  // The name holds a hash; on a development server it doesn't.
  const own = document.querySelector('script[src^="main-"]')?.getAttribute('src');
  if (!own) return undefined;
  try {
    const signal = AbortSignal.timeout(5000);
    const answer = await fetch(document.baseURI, { cache: 'no-store', signal });
    const main = /<script src="(main-[^"]+)"/.exec(await answer.text())?.[1];
    return main === own ? undefined : main;
  } catch {
    return undefined;
  }
}

/** Also false where nothing can be remembered: there the user reloads. */
const isFirstTimeFor = (release: string): boolean =>
  readStored('sessionStorage', RELOADED_FOR) !== release &&
  store('sessionStorage', RELOADED_FOR, release);
