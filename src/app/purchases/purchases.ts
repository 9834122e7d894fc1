import { Service, computed, inject, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { from } from 'rxjs';
import { Api } from '../api/api';
import type { Sale, Sales } from '../api/models';
import { allSales, type Period } from '../api-client/all-sales';
import { Identity } from '../auth/identity';
import type { Role } from '../auth/user';

/**
 * - `checking`: it isn't known yet whether someone is logged in;
 * - `visitor`: nobody is;
 * - `other-role`: someone is, but these aren't for them, and the API isn't asked;
 * - `loading`, `failed`, `ready`: how far loading what the user may see has come.
 */
export type PurchasesView = 'checking' | 'visitor' | 'other-role' | 'loading' | 'failed' | 'ready';

/** What has come so far. */
interface Progress {
  readonly loaded: readonly Sale[];
  /** Those shown; undefined at first, while their sums would be wrong. */
  readonly shown?: readonly Sale[];
  /** Goes on, after a pause. */
  readonly resume?: () => void;
  /** Why no more came, once some are shown. */
  readonly failure?: unknown;
  readonly isComplete: boolean;
}

/** What is loaded of the sales, and how much of that at once. */
interface Extent {
  readonly role: Role;
  readonly period: Period;
  readonly pagesAtOnce: number;
}

/**
 * What the user bought or, as a shopkeeper, sold. Each page provides its own, so that its data are as
 * fresh as the visit and end with it.
 */
@Service({ autoProvided: false })
export class Purchases {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);

  private readonly extent = signal<Extent | undefined>(undefined);
  /** Its value depends on its parameter, so that what one user loaded is never shown to another. */
  private readonly load = rxResource({
    params: () => {
      const user = this.identity.user();
      const extent = this.extent();
      return extent && user?.role === extent.role ? { user, extent } : undefined;
    },
    stream: ({ params: { extent } }) =>
      from(progress(allSales(this.api, this.identity, extent.period), extent.pagesAtOnce)),
  });
  private readonly progress = computed(() =>
    this.load.hasValue() ? this.load.value() : undefined,
  );

  readonly view = computed<PurchasesView>(() => {
    const user = this.identity.user();
    if (!user) return this.identity.status() === 'checking' ? 'checking' : 'visitor';
    if (user.role !== this.extent()?.role) return 'other-role';
    if (this.load.status() === 'error') return 'failed';
    return this.progress()?.shown ? 'ready' : 'loading';
  });
  /** Those that have come, the latest first; none before all that are to come at once are there. */
  readonly sales = computed<readonly Sale[]>(() => this.progress()?.shown ?? []);
  /** Whether these are all that there are. */
  readonly isComplete = computed(() => this.progress()?.isComplete ?? false);
  readonly isLoadingFurther = computed(() => {
    const progress = this.progress();
    if (!progress?.shown || progress.isComplete) return false;
    return !progress.resume && progress.failure === undefined;
  });
  /** Why no more came than these. */
  readonly furtherFailure = computed(() => this.progress()?.failure);
  /** How many have come so far. */
  readonly loadedCount = computed(() => this.progress()?.loaded.length ?? 0);
  /** Why they couldn't be loaded, until they are reloaded. */
  readonly failure = computed(() => (this.view() === 'failed' ? this.load.error() : undefined));

  /**
   * Loads what users of this role may see, now and whenever another one of them logs in.
   *
   * @param period the time in which it was bought
   * @param pagesAtOnce after as many pages `loadFurther` decides
   */
  loadFor(role: Role, period: Period = {}, pagesAtOnce = Infinity): void {
    this.extent.set({ role, period, pagesAtOnce });
  }

  /** Loads as many pages again, unless it does so already; after a failure, from the start. */
  loadFurther(): void {
    if (this.furtherFailure() !== undefined) this.reload();
    else this.progress()?.resume?.();
  }

  /** Reloads everything, for example after a failure. `view` says how it went. */
  reload(): void {
    this.load.reload();
  }
}

async function* progress(
  pages: AsyncIterable<Sales>,
  pagesAtOnce: number,
): AsyncGenerator<Progress> {
  let loaded: readonly Sale[] = [];
  let shown: { shown?: readonly Sale[] } = {};
  let count = 0;
  try {
    for await (const page of pages) {
      loaded = [...loaded, ...page];
      count += 1;
      if (count % pagesAtOnce === 0) {
        shown = { shown: loaded };
        let resume = (): void => undefined;
        const resumed = new Promise<void>((resolve) => (resume = resolve));
        yield { loaded, ...shown, resume, isComplete: false };
        await resumed;
      }
      yield { loaded, ...shown, isComplete: false };
    }
  } catch (failure) {
    // What is shown stays.
    if (!shown.shown) throw failure;
    yield { loaded, shown: loaded, failure, isComplete: false };
    return;
  }
  yield { loaded, shown: loaded, isComplete: true };
}
