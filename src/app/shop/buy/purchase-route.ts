import { Location } from '@angular/common';
import { Service, inject, signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { Identity } from '../../auth/identity';
import { BusyPets } from '../busy-pets';
import { petIdFrom } from '../pet-id';

/**
 * The pet that the page asks the user about buying. The question is in the address (`?buy=7`), so it
 * survives a login and a reload, can be linked to, and goes away with the browser's Back.
 */
@Service()
export class PurchaseRoute {
  private readonly busy = inject(BusyPets);
  private readonly identity = inject(Identity);
  private readonly location = inject(Location);
  private readonly router = inject(Router);

  private readonly requestedId = signal<number | undefined>(undefined);
  /** Whether the question has its own history entry to go back from. */
  private hasEntry = false;

  /** The id of the pet; undefined if there is no question. */
  readonly petId = this.requestedId.asReadonly();

  constructor() {
    inject(ActivatedRoute).queryParamMap.subscribe((query) => {
      this.requestedId.set(petIdFrom(query.get('buy') ?? ''));
    });
  }

  /** Asks about a pet. A visitor logs in first, and finds the question afterwards. */
  async ask(id: number): Promise<void> {
    if (this.identity.user()) {
      // A question that replaces another uses its history entry.
      const replaceUrl = this.petId() !== undefined;
      const extras = { replaceUrl, scroll: 'manual' } as const;
      const isAsked = await this.router.navigateByUrl(this.address(id), extras);
      if (!replaceUrl) this.hasEntry = isAsked;
    } else {
      await this.busy.run(id, () => this.identity.logIn(this.address(id)));
    }
  }

  /** Takes the question out of the address. */
  close(): void {
    if (this.petId() === undefined) return;
    if (this.hasEntry) this.location.back();
    else void this.router.navigateByUrl(this.address(), { replaceUrl: true, scroll: 'manual' });
    this.hasEntry = false;
  }

  /** The current address, with or without the question about a pet. */
  private address(id?: number): string {
    const tree = this.router.parseUrl(this.router.url);
    const { buy: _, ...others } = tree.queryParams;
    tree.queryParams = id === undefined ? others : { ...others, buy: id };
    return this.router.serializeUrl(tree);
  }
}
