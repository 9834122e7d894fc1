import {
  Injector,
  Service,
  afterNextRender,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import type { Pet, PetDetails } from '../../api/models';
import { problemSentence } from '../../calls/problem-sentence';
import { hasStatus } from '../../calls/has-status';
import { Identity } from '../../identity/identity';
import type { Action } from '../../ui/notice';
import { Pets } from '../pets';
import { Toast } from '../toast';
import { Keeping, type RemovedPet } from './keeping';
import { NOTHING_WRITTEN, type Written } from './pet-form';

/**
 * What a shop keeper is doing, and what they are told of it. What is written in a form is kept
 * until it is saved or cancelled, however the form is closed.
 */
@Service()
export class KeeperDesk {
  private readonly identity = inject(Identity);
  private readonly injector = inject(Injector);
  private readonly keeping = inject(Keeping);
  private readonly pets = inject(Pets);
  private readonly toast = inject(Toast);

  /** The pets that were removed and may come back, the last one last. */
  private removed: readonly RemovedPet[] = [];
  /** Changes that were written and neither saved nor cancelled, by the id of the pet. */
  private readonly drafts = new Map<number, Written>();
  private readonly edited = signal<Pet | undefined>(undefined);

  private readonly formOpen = signal(false);

  /** Whether the form for new pets is open. */
  readonly adding = this.formOpen.asReadonly();
  /** What is written of a pet that is to be added. */
  readonly newPet = signal(NOTHING_WRITTEN);
  /** The pet that is edited. */
  readonly editing = this.edited.asReadonly();
  /** What is written of it. */
  readonly changes = signal(NOTHING_WRITTEN);
  /** Whether that is left from an earlier time. */
  readonly editsDraft = signal(false);

  constructor() {
    let known = this.identity.user();
    effect(() => {
      const user = this.identity.user();
      if (user === known) return;
      known = user;
      untracked(() => this.forget());
    });
  }

  /** Opens the form for new pets, or leads back to it. */
  openForm(): void {
    this.toast.clear();
    this.formOpen.set(true);
    document.querySelector<HTMLElement>('app-keeper-forms input')?.focus();
  }

  /** Closes the form for new pets; what is written in it stays. */
  closeForm(): void {
    this.formOpen.set(false);
    this.focus('[data-action="add"]');
  }

  /** Lists a pet. @returns why that did not work, as a sentence; '' if it did */
  async add(details: PetDetails): Promise<string> {
    try {
      await this.keeping.add(details);
      this.newPet.set(NOTHING_WRITTEN);
      return '';
    } catch (error) {
      return problemSentence(error, 'add', details.type);
    }
  }

  /** What is written of a pet that is to be added is not wanted any more. */
  dropNewPet(): void {
    this.newPet.set(NOTHING_WRITTEN);
  }

  /** Lets the shop keeper change a pet. */
  edit(pet: Pet): void {
    const draft = this.drafts.get(pet.id);
    this.changes.set(draft ?? writtenOf(pet));
    this.editsDraft.set(draft !== undefined);
    this.edited.set(pet);
  }

  /** Changes the pet that is edited. @returns why that did not work, as a sentence; '' if it did */
  async change(details: PetDetails): Promise<string> {
    const pet = this.edited();
    if (!pet) return '';
    try {
      if (!(await this.keeping.change(pet, details))) {
        return `The ${pet.type} is being changed already. Please try again.`;
      }
      this.toast.tell(`The ${details.type} is changed.`);
    } catch (error) {
      const sentence = hasStatus(error, 412)
        ? `The ${pet.type} is no longer in the shop.`
        : problemSentence(error, 'change', pet.type);
      if (!hasStatus(error, 409, 412)) return sentence;
      this.toast.tellProblem(sentence);
    }
    this.cancelEdit();
    return '';
  }

  /** Closes the form, but keeps what is written in it. */
  leaveEdit(): void {
    const pet = this.edited();
    if (!pet) return;
    if (isSame(this.changes(), writtenOf(pet))) this.drafts.delete(pet.id);
    else this.drafts.set(pet.id, this.changes());
    this.closeEdit(pet);
  }

  /** Closes the form; what is written in it is not wanted any more. */
  cancelEdit(): void {
    const pet = this.edited();
    if (!pet) return;
    this.drafts.delete(pet.id);
    this.closeEdit(pet);
  }

  /** Takes a pet off the list, and offers to put it back. */
  async remove(pet: Pet): Promise<void> {
    const index = this.pets.pets().findIndex(({ id }) => id === pet.id);
    try {
      const removed = await this.keeping.remove(pet);
      if (removed === 'busy') return;
      const goOn = () => this.focusNear(index);
      if (removed === 'gone') {
        this.toast.tell(`The ${pet.type} was no longer in the shop.`);
        goOn();
      } else if (removed.pet.isSold && !removed.sale) {
        this.toast.tell(`The ${pet.type} has left the shop. Its sale is kept.`);
        goOn();
      } else {
        this.removed = [...this.removed, removed];
        this.offerUndo(`The ${pet.type} has left the shop.`, goOn);
        this.focus('[data-action="message"]');
      }
    } catch (error) {
      this.toast.tellProblem(problemSentence(error, 'remove', pet.type));
    }
  }

  /** Puts back the pet that was removed last. */
  private async undo(): Promise<void> {
    const last = this.removed.at(-1);
    if (!last) return;
    const { id, type } = last.pet;
    this.removed = this.removed.slice(0, -1);
    this.toast.tell(`Putting the ${type} back…`);
    try {
      const restored = await this.keeping.restore(last);
      const number = restored.id === id ? '' : ', with a new number: another pet has its old one';
      const earlier = this.removed.at(-1);
      const before = earlier ? ` Before it, the ${earlier.pet.type} left.` : '';
      this.offerUndo(`The ${type} is back in the shop${number}.${before}`);
      this.focusPet(restored.id);
    } catch (error) {
      this.tellLost(last, error);
    }
  }

  /** Says why a pet is not back, and offers another try if that may help. */
  private tellLost(lost: RemovedPet, error: unknown): void {
    const { type } = lost.pet;
    if (hasStatus(error, 412)) {
      this.toast.tellProblem(
        `Another pet has the number of the ${type} now, so it can’t come back. Its sale is kept.`,
      );
    } else if (hasStatus(error, 404)) {
      this.toast.tellProblem(`The sale of the ${type} can’t be found, so it can’t come back.`);
    } else {
      this.removed = [...this.removed, lost];
      this.toast.tellProblem(problemSentence(error, 'add', type), this.undoAction('Try again'));
    }
  }

  /** Says something, and offers to put back the pet that was removed last, if there is one. */
  private offerUndo(text: string, dismissed?: () => void): void {
    this.toast.tell(text, this.removed.length > 0 ? this.undoAction('Undo') : undefined, dismissed);
  }

  private undoAction(label: string): Action {
    return { label, run: () => void this.undo() };
  }

  private closeEdit({ id }: Pet): void {
    this.edited.set(undefined);
    this.focusPet(id);
  }

  private forget(): void {
    if (this.removed.length > 0) this.toast.clear();
    this.formOpen.set(false);
    this.edited.set(undefined);
    this.removed = [];
    this.drafts.clear();
    this.newPet.set(NOTHING_WRITTEN);
  }

  private focusNear(index: number): void {
    const neighbour = this.pets.pets()[index] ?? this.pets.pets()[index - 1];
    if (neighbour) this.focusPet(neighbour.id);
    else this.focus('[data-action="add"]');
  }

  private focusPet(id: number): void {
    this.focus(`[data-pet="${id}"]`);
  }

  /** Moves the focus on if what had it is gone, so that a keyboard user isn't lost. */
  private focus(selector: string): void {
    afterNextRender(
      () => {
        const lost = !document.activeElement || document.activeElement === document.body;
        if (lost) document.querySelector<HTMLElement>(selector)?.focus();
      },
      { injector: this.injector },
    );
  }
}

/** A pet as its shop keeper would write it. */
const writtenOf = ({ type, price }: Pet): Written => ({ type, price: price.toFixed(2) });

const isSame = (one: Written, other: Written): boolean =>
  one.type === other.type && one.price === other.price;
