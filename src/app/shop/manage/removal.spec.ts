import { HttpErrorResponse } from '@angular/common/http';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, keeper } from '../../../testing/fake-identity';
import { pet } from '../../../testing/shop-api';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';
import { Inventory } from './inventory';
import { Removal } from './removal';

const refusal = (status: number) => new HttpErrorResponse({ status });
const masked = { isSold: true, soldTo: 'a***@e***.org' };

describe('The removal of a pet', () => {
  let identity: FakeIdentity;
  let inventory: jasmine.SpyObj<Inventory>;
  let removal: Removal;
  let toast: Toast;
  const message = () => toast.message()?.text;
  const undo = async () => {
    toast.message()?.action?.run();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };

  beforeEach(() => {
    identity = new FakeIdentity();
    identity.become(keeper);
    inventory = jasmine.createSpyObj<Inventory>(['remove', 'restore']);
    inventory.remove.and.callFake((removed) => Promise.resolve({ pet: removed }));
    inventory.restore.and.callFake(({ pet: restored }) => Promise.resolve(restored));
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        { provide: Inventory, useValue: inventory },
        { provide: PetStore, useValue: { pets: signal([pet(1)]) } },
      ],
    });
    removal = TestBed.inject(Removal);
    toast = TestBed.inject(Toast);
  });

  it('puts it back on Undo', async () => {
    await removal.remove(pet(1));
    expect(message()).toBe('The dog has left the shop.');
    await undo();
    expect(inventory.restore).toHaveBeenCalledOnceWith({ pet: pet(1) });
    expect(message()).toBe('The dog is back in the shop.');
    expect(toast.message()?.action).toBeUndefined();
  });

  it('puts several back, the last one first', async () => {
    await removal.remove(pet(1));
    await removal.remove(pet(2, { type: 'cat' }));
    await undo();
    expect(message()).toBe('The cat is back in the shop. Before it, the dog left.');
    await undo();
    expect(message()).toBe('The dog is back in the shop.');
    expect(inventory.restore.calls.allArgs().map(([{ pet: back }]) => back.id)).toEqual([2, 1]);
  });

  it('says that it comes back with a new number', async () => {
    inventory.restore.and.resolveTo(pet(9));
    await removal.remove(pet(1));
    await undo();
    expect(message()).toContain('with a new number');
  });

  it('says when a sold one can’t come back', async () => {
    const sale = { id: 1, soldTo: 'anna@example.org', soldAt: '2026-11-22T05:00:00.000Z' };
    for (const [status, sentence] of [
      [412, /Another pet has the number/],
      [404, /sale of the dog can’t be found/],
    ] as const) {
      inventory.remove.and.resolveTo({ pet: pet(1, masked), sale });
      inventory.restore.and.rejectWith(refusal(status));
      await removal.remove(pet(1, masked));
      await undo();
      expect(message()).toMatch(sentence);
    }
  });

  it('offers another try when Undo did not work', async () => {
    inventory.restore.and.rejectWith(refusal(0));
    await removal.remove(pet(1));
    await undo();
    expect(toast.message()?.action?.label).toBe('Try again');
    inventory.restore.and.resolveTo(pet(1));
    await undo();
    expect(message()).toBe('The dog is back in the shop.');
  });

  it('offers no Undo for a sale that it knows nothing of', async () => {
    inventory.remove.and.resolveTo({ pet: pet(1, masked) });
    await removal.remove(pet(1, masked));
    expect(message()).toBe('The dog has left the shop. Its sale is kept.');
    expect(toast.message()?.action).toBeUndefined();
  });

  it('says that it was gone, or why that failed', async () => {
    inventory.remove.and.resolveTo('gone');
    await removal.remove(pet(1));
    expect(message()).toBe('The dog was no longer in the shop.');
    inventory.remove.and.rejectWith(refusal(403));
    await removal.remove(pet(1));
    expect(message()).toMatch(/not allowed to remove/);
  });

  it('takes the offer back when the shop keeper leaves', async () => {
    await removal.remove(pet(1));
    identity.become(undefined);
    TestBed.tick();
    expect(toast.message()).toBeUndefined();
    identity.become(keeper);
    TestBed.tick();
    await removal.remove(pet(2));
    await undo();
    expect(message()).toBe('The dog is back in the shop.');
  });
});
