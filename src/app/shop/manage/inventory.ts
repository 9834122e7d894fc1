import { HttpErrorResponse } from '@angular/common/http';
import { Service, inject, linkedSignal } from '@angular/core';
import { Api } from '../../api/api';
import { petsPetIdDelete, petsPetIdPut } from '../../api/functions';
import type { Pet, PetDetails } from '../../api/models';
import { hasStatus } from '../../api-client/answer';
import { isAnswerLost, repeatUntilAnswered } from '../../api-client/repeat-until-answered';
import { Identity } from '../../auth/identity';
import { BusyPets } from '../busy-pets';
import { PetLookup } from '../pet-lookup';
import { PetStore } from '../pet-store';

/** `add` tries at most this many ids when others keep taking them. */
const MAX_TRIES = 10;

/** An add as it is sent, and sent again while its answer is lost. */
interface Addition {
  readonly petId: number;
  /** Lets the shop recognize a repeated call. */
  readonly key: string;
  readonly details: PetDetails;
}

/** What came of an add. */
export interface Added {
  /** What was added: what an earlier add had sent, if the answer to that had been lost. */
  readonly details: PetDetails;
  /** The pet; undefined if it has been removed since, which the answer to a repeated call can say. */
  readonly pet: Pet | undefined;
}

/**
 * What a shopkeeper does to the list. Every call is repeated while its answer is lost; if it stays
 * lost, the list is reloaded. Failed calls reject with the error of the HTTP client, of the credentials
 * or of the login; the list is right even then.
 */
@Service()
export class Inventory {
  private readonly api = inject(Api);
  private readonly busy = inject(BusyPets);
  private readonly identity = inject(Identity);
  private readonly lookup = inject(PetLookup);
  private readonly pets = inject(PetStore);

  /** The add that may or may not have been done: no answer came. */
  private readonly unanswered = linkedSignal({
    source: this.identity.user,
    computation: (): Addition | undefined => undefined,
  });

  /**
   * Lists a pet under `firstId`, by default the highest id that is loaded plus one; if that was ever
   * taken, under the one that the shop names. While an earlier add is unanswered, this call does that one first, and does
   * no other if it was done: the user may have changed the details because it seemed to have failed.
   */
  async add(details: PetDetails, firstId = this.highestId() + 1): Promise<Added> {
    const user = this.identity.user();
    let sent = this.unanswered() ?? { petId: firstId, key: crypto.randomUUID(), details };
    for (let tries = 1; ; tries++) {
      try {
        const pet = await this.create(sent);
        this.pets.put(pet);
        this.unanswered.set(undefined);
        return { details: sent.details, pet };
      } catch (error) {
        if (isAnswerLost(error) && this.identity.user() === user) this.unanswered.set(sent);
        if (hasStatus(error, 400, 409, 412)) this.unanswered.set(undefined);
        if (hasStatus(error, 409)) return { details: sent.details, pet: undefined };
        const petId = hasStatus(error, 412) ? nextIdOf(error) : undefined;
        if (petId === undefined || tries === MAX_TRIES) throw error;
        sent = { ...sent, petId, details };
      }
    }
  }

  /** Gives up an unanswered add. The list shows whether it was done. */
  forgetAdd(): void {
    if (!this.unanswered()) return;
    this.unanswered.set(undefined);
    this.pets.reload();
  }

  /**
   * Changes type and price of an unsold pet. Rejects with a 412 if it has gone in the meantime, with a
   * 409 if it is sold.
   *
   * @returns whether it was done; false if something is being done to the pet already
   */
  update({ id }: Pet, details: PetDetails): Promise<boolean> {
    return this.busy.run(id, async () => {
      try {
        const call = { petId: id, 'If-Match': '*', body: details } as const;
        this.pets.put(await repeatUntilAnswered(() => this.api.invoke(petsPetIdPut, call)));
      } catch (error) {
        if (isAnswerLost(error)) this.pets.reload();
        if (hasStatus(error, 412)) this.pets.drop(id);
        if (hasStatus(error, 409)) await this.lookup.showAsSold(id);
        throw error;
      }
    });
  }

  /**
   * Takes a pet off the list, sold or not. Rejects with a 404 if the shop never had it.
   *
   * @returns the pet as it left, for `restore`; `busy` if something is being done to it
   */
  async remove({ id }: Pet): Promise<Pet | 'busy'> {
    let removed: Pet | 'busy' = 'busy';
    await this.busy.run(id, async () => {
      try {
        removed = await repeatUntilAnswered(() => this.api.invoke(petsPetIdDelete, { petId: id }));
        this.pets.drop(id);
      } catch (error) {
        if (isAnswerLost(error)) this.pets.reload();
        if (hasStatus(error, 404)) this.pets.drop(id);
        throw error;
      }
    });
    return removed;
  }

  /**
   * Puts a pet that was removed back on the list, a sold one as it was sold. Rejects with a 409 if
   * someone else has put it back and it has been sold since.
   */
  async restore({ id, type, price }: Pet): Promise<Pet> {
    const call = { petId: id, body: { type, price } };
    try {
      const restored = await repeatUntilAnswered(() => this.api.invoke(petsPetIdPut, call));
      this.pets.put(restored);
      return restored;
    } catch (error) {
      if (isAnswerLost(error)) this.pets.reload();
      if (hasStatus(error, 409)) await this.lookup.showAsSold(id);
      throw error;
    }
  }

  private highestId(): number {
    return this.pets.pets().reduce((id, pet) => Math.max(id, pet.id), 0);
  }

  private create({ petId, key, details }: Addition): Promise<Pet> {
    const call = { petId, 'If-None-Match': '*', 'Idempotency-Key': key, body: details } as const;
    return repeatUntilAnswered(() => this.api.invoke(petsPetIdPut, call));
  }
}

/** The next free id, as the body of a 412 names it. */
function nextIdOf(error: unknown): number | undefined {
  const body: unknown = error instanceof HttpErrorResponse ? error.error : undefined;
  const nextId: unknown =
    typeof body === 'object' && body ? Reflect.get(body, 'nextId') : undefined;
  return typeof nextId === 'number' ? nextId : undefined;
}
