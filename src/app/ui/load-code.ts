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
    return await inTime(load());
  } catch (error) {
    const release = await newRelease();
    if (release === undefined || !isFirstTimeFor(release)) throw error;
    location.reload();
    // Say nothing for the moment until then.
    return new Promise(() => undefined);
  }
}

/** Whether the site has a newer release than this page. */
export const isOutdated = async (): Promise<boolean> => (await newRelease()) !== undefined;

async function inTime<T>(loading: Promise<T>): Promise<T> {
  let timer: number | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const error = new DOMException('The code did not come in time.', 'TimeoutError');
    timer = window.setTimeout(() => reject(error), PATIENCE);
  });
  return Promise.race([loading, tooLate]).finally(() => clearTimeout(timer));
}

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
function isFirstTimeFor(release: string): boolean {
  try {
    if (sessionStorage.getItem(RELOADED_FOR) === release) return false;
    sessionStorage.setItem(RELOADED_FOR, release);
    return true;
  } catch {
    return false;
  }
}
