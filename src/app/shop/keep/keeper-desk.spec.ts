import { HttpErrorResponse } from '@angular/common/http';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, keeper } from '../../../testing/fake-identity';
import { pet } from '../../../testing/shop-api';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';
import { KeeperDesk } from './keeper-desk';
import { Keeping } from './keeping';

const refusal = (status: number) => new HttpErrorResponse({ status });
const masked = { isSold: true, soldTo: 'a***@e***.org' };

describe('The desk of a shop keeper', () => {
  let identity: FakeIdentity;
  let keeping: jasmine.SpyObj<Keeping>;
  let desk: KeeperDesk;
  let toast: Toast;
  const said = () => toast.message()?.text;
  const undo = async () => {
    toast.message()?.action?.run();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };

  beforeEach(() => {
    identity = new FakeIdentity();
    identity.become(keeper);
    keeping = jasmine.createSpyObj<Keeping>(['add', 'change', 'remove', 'restore']);
    keeping.remove.and.callFake((removed) => Promise.resolve({ pet: removed }));
    keeping.restore.and.callFake(({ pet: restored }) => Promise.resolve(restored));
    keeping.change.and.resolveTo(true);
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        { provide: Keeping, useValue: keeping },
        { provide: PetStore, useValue: { pets: signal([pet(1)]) } },
      ],
    });
    desk = TestBed.inject(KeeperDesk);
    toast = TestBed.inject(Toast);
  });

  it('keeps open what was asked for before the page had settled', () => {
    desk.openForm();
    TestBed.tick();
    expect(desk.adding()).toBeTrue();
    desk.edit(pet(1));
    desk.closeForm();
    TestBed.tick();
    expect([desk.adding(), desk.editing()?.id]).toEqual([false, 1]);
  });

  describe('adds a pet', () => {
    it('and empties what was written', async () => {
      keeping.add.and.resolveTo(pet(2));
      desk.newPet.set({ type: 'dog', price: '5' });
      expect(await desk.add({ type: 'dog', price: 5 })).toBe('');
      expect(desk.newPet()).toEqual({ type: '', price: '' });
    });

    it('or says why not, and keeps what was written', async () => {
      keeping.add.and.rejectWith(refusal(403));
      desk.newPet.set({ type: 'dog', price: '5' });
      expect(await desk.add({ type: 'dog', price: 5 })).toMatch(/not allowed to add/);
      expect(desk.newPet().type).toBe('dog');
    });
  });

  describe('edits a pet', () => {
    it('and says that it is changed', async () => {
      desk.edit(pet(1));
      expect(desk.changes()).toEqual({ type: 'dog', price: '5.00' });
      expect(await desk.change({ type: 'puppy', price: 4 })).toBe('');
      expect(keeping.change).toHaveBeenCalledOnceWith(pet(1), { type: 'puppy', price: 4 });
      expect(said()).toBe('The puppy is changed.');
      expect(desk.editing()).toBeUndefined();
    });

    for (const [status, sentence] of [
      [412, 'The dog is no longer in the shop.'],
      [409, 'The dog is sold already and can’t be changed.'],
    ] as const) {
      it(`and closes when there is nothing left to edit: ${sentence}`, async () => {
        keeping.change.and.rejectWith(refusal(status));
        desk.edit(pet(1));
        expect(await desk.change({ type: 'puppy', price: 4 })).toBe('');
        expect(toast.message()).toEqual({ tone: 'problem', text: sentence });
        expect(desk.editing()).toBeUndefined();
      });
    }

    it('and stays open when it may work the next time', async () => {
      keeping.change.and.rejectWith(refusal(0));
      desk.edit(pet(1));
      expect(await desk.change({ type: 'puppy', price: 4 })).toMatch(/try again/);
      expect(desk.editing()).toEqual(pet(1));
    });

    it('and keeps what was written when the form is left, but not when it is cancelled', () => {
      desk.edit(pet(1));
      desk.changes.set({ type: 'puppy', price: '4' });
      desk.leaveEdit();
      desk.edit(pet(1));
      expect([desk.changes().type, desk.editsDraft()]).toEqual(['puppy', true]);
      desk.cancelEdit();
      desk.edit(pet(1));
      expect([desk.changes().type, desk.editsDraft()]).toEqual(['dog', false]);
    });
  });

  describe('removes a pet', () => {
    it('and puts it back on Undo', async () => {
      await desk.remove(pet(1));
      expect(said()).toBe('The dog has left the shop.');
      await undo();
      expect(keeping.restore).toHaveBeenCalledOnceWith({ pet: pet(1) });
      expect(said()).toBe('The dog is back in the shop.');
      expect(toast.message()?.action).toBeUndefined();
    });

    it('and puts several back, the last one first', async () => {
      await desk.remove(pet(1));
      await desk.remove(pet(2, { type: 'cat' }));
      await undo();
      expect(said()).toBe('The cat is back in the shop. Before it, the dog left.');
      await undo();
      expect(said()).toBe('The dog is back in the shop.');
      expect(keeping.restore.calls.allArgs().map(([{ pet: back }]) => back.id)).toEqual([2, 1]);
    });

    it('and says that it comes back with a new number', async () => {
      keeping.restore.and.resolveTo(pet(9));
      await desk.remove(pet(1));
      await undo();
      expect(said()).toContain('with a new number');
    });

    it('and says when a sold one can’t come back', async () => {
      const sale = { id: 1, soldTo: 'anna@example.org', soldAt: '2026-11-22T05:00:00.000Z' };
      for (const [status, sentence] of [
        [412, /Another pet has the number/],
        [404, /sale of the dog can’t be found/],
      ] as const) {
        keeping.remove.and.resolveTo({ pet: pet(1, masked), sale });
        keeping.restore.and.rejectWith(refusal(status));
        await desk.remove(pet(1, masked));
        await undo();
        expect(said()).toMatch(sentence);
      }
    });

    it('and offers another try when Undo did not work', async () => {
      keeping.restore.and.rejectWith(refusal(0));
      await desk.remove(pet(1));
      await undo();
      expect(toast.message()?.action?.label).toBe('Try again');
      keeping.restore.and.resolveTo(pet(1));
      await undo();
      expect(said()).toBe('The dog is back in the shop.');
    });

    it('and offers no Undo for a sale that it knows nothing of', async () => {
      keeping.remove.and.resolveTo({ pet: pet(1, masked) });
      await desk.remove(pet(1, masked));
      expect(said()).toBe('The dog has left the shop. Its sale is kept.');
      expect(toast.message()?.action).toBeUndefined();
    });

    it('or says that it was gone, or why that failed', async () => {
      keeping.remove.and.resolveTo('gone');
      await desk.remove(pet(1));
      expect(said()).toBe('The dog was no longer in the shop.');
      keeping.remove.and.rejectWith(refusal(403));
      await desk.remove(pet(1));
      expect(said()).toMatch(/not allowed to remove/);
    });
  });

  it('forgets all when the shop keeper leaves', async () => {
    await desk.remove(pet(1));
    desk.newPet.set({ type: 'dog', price: '5' });
    desk.edit(pet(2));
    TestBed.tick();
    identity.become(undefined);
    TestBed.tick();
    expect(desk.newPet().type).toBe('');
    expect(desk.editing()).toBeUndefined();
    expect(toast.message()).toBeUndefined();
  });
});
