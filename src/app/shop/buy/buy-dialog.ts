import { CurrencyPipe } from '@angular/common';
import {
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { problemSentence } from '../../calls/problem-sentence';
import { hasStatus } from '../../calls/has-status';
import { Identity } from '../../identity/identity';
import { Modal } from '../../ui/modal';
import { petPicture } from '../../ui/pet-picture';
import { PetLookup } from '../pet-lookup';
import { Pets, type ShopPet } from '../pets';
import { Toast } from '../toast';
import { Asking } from './asking';
import { Buying } from './buying';

/**
 * The question whether to buy a pet, for whoever follows it here: a buyer confirms, a visitor logs
 * in, a shop keeper learns that they can't.
 */
@Component({
  selector: 'app-buy-dialog',
  imports: [CurrencyPipe, Modal],
  templateUrl: './buy-dialog.html',
  styleUrls: ['../dialog.css', './buy-dialog.css'],
})
export class BuyDialog {
  private readonly asking = inject(Asking);
  private readonly buyer = inject(Buying);
  private readonly identity = inject(Identity);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(Pets);
  private readonly toast = inject(Toast);

  private readonly petId = this.asking.petId;
  private readonly found = signal<ShopPet | undefined>(undefined);
  /** The pet; it stays in sight when it leaves the list meanwhile. */
  protected readonly pet = linkedSignal<ShopPet | undefined, ShopPet | undefined>({
    source: () => [...this.pets.pets(), this.found()].find((pet) => pet?.id === this.petId()),
    computation: (pet, previous) => pet ?? previous?.value,
  });
  protected readonly looking = signal(false);
  protected readonly lookupProblem = signal('');

  protected readonly role = computed(() => this.identity.user()?.role);
  protected readonly checking = computed(() => this.identity.status() === 'checking');
  protected readonly picture = computed(() => petPicture(this.pet()?.type ?? ''));
  /** Whether the purchase is under way. */
  protected readonly buying = signal(false);
  protected readonly leaving = signal(false);
  /** Why the purchase did not work. */
  protected readonly problem = signal('');
  /** Whether this pet can't be bought any more, by anyone. */
  protected readonly over = signal(false);

  constructor() {
    effect(() => {
      this.petId();
      untracked(() => {
        if (!this.pet()) void this.look();
      });
    });
  }

  protected close(): void {
    this.asking.close();
  }

  /** Asks the shop for a pet that is on no loaded page. */
  protected async look(): Promise<void> {
    const id = this.petId();
    if (id === undefined) return;
    this.looking.set(true);
    this.lookupProblem.set('');
    try {
      const pet = await this.lookup.find(id);
      this.found.set(pet && { ...pet, mine: false });
    } catch (error) {
      this.lookupProblem.set(problemSentence(error, 'list'));
    } finally {
      this.looking.set(false);
    }
  }

  protected async logIn(): Promise<void> {
    const id = this.petId();
    if (this.leaving() || id === undefined) return;
    this.leaving.set(true);
    await this.asking.logIn(id);
    this.leaving.set(false);
  }

  /** Buys the pet. If that does not work, says why; what may pass can be tried again. */
  protected async confirm({ id, type }: ShopPet): Promise<void> {
    if (this.buying()) return;
    this.buying.set(true);
    this.problem.set('');
    try {
      if (!(await this.buyer.buy({ id }))) return;
      this.toast.tell(`Sold to you: the ${type}. Thank you!`);
      this.close();
    } catch (error) {
      this.problem.set(problemSentence(error, 'buy', type));
      this.over.set(hasStatus(error, 404, 409));
    } finally {
      this.buying.set(false);
    }
  }
}
