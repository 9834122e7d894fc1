import { Service, effect, inject, untracked } from '@angular/core';
import type { Pet } from '../../api/models';
import { errorMessage } from '../../api-client/error-message';
import { hasStatus } from '../../api-client/has-status';
import { Identity } from '../../auth/identity';
import type { Action } from '../../ui/notice';
import { PageFocus } from '../../ui/page-focus';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';
import { Inventory, type RemovedPet } from './inventory';
import { messages } from './messages';

/**
 * Takes pets off the list and offers to put them back, the last one first, as long as the shop
 * keeper is here.
 */
@Service()
export class Removal {
  private readonly focus = inject(PageFocus);
  private readonly identity = inject(Identity);
  private readonly inventory = inject(Inventory);
  private readonly pets = inject(PetStore);
  private readonly toast = inject(Toast);

  /** What may be put back, the last one last. */
  private readonly removed: RemovedPet[] = [];

  constructor() {
    let known = this.identity.user();
    effect(() => {
      const user = this.identity.user();
      if (user === known) return;
      known = user;
      untracked(() => this.forget());
    });
  }

  /** Takes a pet off the list, and offers to put it back. */
  async remove(pet: Pet): Promise<void> {
    const index = this.pets.pets().findIndex(({ id }) => id === pet.id);
    const goOn = () => this.focusNear(index);
    try {
      const removed = await this.inventory.remove(pet);
      if (removed === 'busy') return;
      if (removed === 'gone') {
        this.toast.tell(messages.wasGone(pet.type));
        goOn();
      } else if (removed.pet.isSold && !removed.sale) {
        this.toast.tell(messages.removedForGood(pet.type));
        goOn();
      } else {
        this.removed.push(removed);
        this.offerUndo(messages.removed(pet.type), goOn);
        this.focus.moveTo('[data-action="message"]');
      }
    } catch (error) {
      this.toast.tellProblem(errorMessage(error, 'remove', pet.type));
    }
  }

  /** Puts back the pet that was removed last. */
  private async undo(): Promise<void> {
    const last = this.removed.pop();
    if (!last) return;
    const { id, type } = last.pet;
    this.toast.tell(messages.puttingBack(type));
    try {
      const restored = await this.inventory.restore(last);
      const earlier = this.removed.at(-1)?.pet.type;
      this.offerUndo(messages.back(type, { isRenumbered: restored.id !== id, earlier }));
      this.focus.moveTo(`[data-pet="${restored.id}"]`);
    } catch (error) {
      this.tellLost(last, error);
    }
  }

  /** Says why a pet is not back, and offers another try if that may help. */
  private tellLost(lost: RemovedPet, error: unknown): void {
    const { type } = lost.pet;
    if (hasStatus(error, 412)) {
      this.toast.tellProblem(messages.idTaken(type));
    } else if (hasStatus(error, 404)) {
      this.toast.tellProblem(messages.saleLost(type));
    } else {
      this.removed.push(lost);
      this.toast.tellProblem(errorMessage(error, 'add', type), this.undoAction('Try again'));
    }
  }

  /** Says something, and offers to put back the pet that was removed last, if there is one. */
  private offerUndo(text: string, dismissed?: () => void): void {
    this.toast.tell(text, this.removed.at(-1) && this.undoAction('Undo'), dismissed);
  }

  private undoAction(label: string): Action {
    return { label, run: () => void this.undo() };
  }

  private forget(): void {
    if (this.removed.at(-1)) this.toast.clear();
    this.removed.length = 0;
  }

  /** Goes on at the pet that stands where a removed one stood. */
  private focusNear(index: number): void {
    const pets = this.pets.pets();
    const neighbour = pets[index] ?? pets[index - 1];
    this.focus.moveTo(neighbour ? `[data-pet="${neighbour.id}"]` : '[data-action="add"]');
  }
}
