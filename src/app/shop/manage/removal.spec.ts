import { HttpErrorResponse } from '@angular/common/http';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { FakeIdentity, keeper } from '../../../testing/fake-identity';
import { pet } from '../../../testing/shop-api';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';
import { Inventory } from './inventory';
import { Removal } from './removal';

const refusal = (status: number) => new HttpErrorResponse({ status, error: { message: 'no' } });
const masked = { isSold: true, soldTo: 'a***@e***.org' };

describe('The removal of a pet', () => {
  let identity: FakeIdentity;
  let inventory: jasmine.SpyObj<Inventory>;
  let removal: Removal;
  let toast: Toast;
  const listed = signal([pet(1)]);
  const message = () => toast.message()?.text;
  const undo = async () => {
    toast.message()?.action?.run();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };

  beforeEach(() => {
    listed.set([pet(1)]);
    identity = new FakeIdentity();
    identity.become(keeper);
    inventory = jasmine.createSpyObj<Inventory>(['remove', 'restore']);
    inventory.remove.and.callFake((removed) => Promise.resolve(removed));
    inventory.restore.and.callFake((removed) => Promise.resolve(removed));
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        { provide: Inventory, useValue: inventory },
        provideRouter([]),
        { provide: PetStore, useValue: { pets: listed } },
      ],
    });
    removal = TestBed.inject(Removal);
    toast = TestBed.inject(Toast);
  });

  it('puts it back on Undo', async () => {
    await removal.remove(pet(1));
    expect(message()).toBe('The dog, no. 1, has left the shop.');
    await undo();
    expect(inventory.restore).toHaveBeenCalledOnceWith(pet(1));
    expect(message()).toBe('The dog, no. 1, is back in the shop.');
    expect(toast.message()?.action).toBeUndefined();
  });

  it('leads to one that the list leaves out', async () => {
    await removal.remove(pet(1));
    listed.set([]);
    await undo();
    expect(message()).toBe('The dog, no. 1, is back in the shop.');
    expect(toast.message()?.action?.label).toBe('Show it');
  });

  it('puts several back, the last one first', async () => {
    await removal.remove(pet(1));
    await removal.remove(pet(2, { type: 'cat' }));
    await undo();
    expect(message()).toBe(
      'The cat, no. 2, is back in the shop. You can put back the dog, no. 1, too.',
    );
    await undo();
    expect(message()).toBe('The dog, no. 1, is back in the shop.');
    expect(inventory.restore.calls.allArgs().map(([{ id }]) => id)).toEqual([2, 1]);
  });

  it('puts one that was bought meanwhile back as sold', async () => {
    inventory.remove.and.resolveTo(pet(1, masked));
    await removal.remove(pet(1));
    expect(message()).toBe('The dog, no. 1, has left the shop. Its sale is kept.');
    await undo();
    expect(inventory.restore).toHaveBeenCalledOnceWith(pet(1, masked));
    expect(message()).toBe('The dog, no. 1, is back in the shop, still sold.');
  });

  it('offers another try when Undo did not work', async () => {
    inventory.restore.and.rejectWith(refusal(0));
    await removal.remove(pet(1));
    await undo();
    expect(toast.message()?.action?.label).toBe('Try again');
    inventory.restore.and.resolveTo(pet(1));
    await undo();
    expect(message()).toBe('The dog, no. 1, is back in the shop.');
  });

  it('offers no other try for one that is back and sold since', async () => {
    inventory.restore.and.rejectWith(refusal(409));
    await removal.remove(pet(1));
    await undo();
    expect(message()).toBe('The dog is already sold and can’t be changed.');
    expect(toast.message()?.action).toBeUndefined();
  });

  it('says why that failed', async () => {
    for (const [status, sentence] of [
      [403, /isn’t allowed to remove/],
      [404, /no longer in the shop/],
    ] as const) {
      inventory.remove.and.rejectWith(refusal(status));
      await removal.remove(pet(1));
      expect(message()).toMatch(sentence);
    }
  });

  it('takes the offer back when the shopkeeper leaves', async () => {
    await removal.remove(pet(1));
    identity.become(undefined);
    TestBed.tick();
    expect(toast.message()).toBeUndefined();
    identity.become(keeper);
    TestBed.tick();
    await removal.remove(pet(2));
    await undo();
    expect(message()).toBe('The dog, no. 2, is back in the shop.');
  });
});
