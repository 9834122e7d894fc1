import { HttpErrorResponse } from '@angular/common/http';
import { Component, inject, signal, type WritableSignal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { FakeIdentity, keeper } from '../../../testing/fake-identity';
import { settled } from '../../../testing/sent';
import { pet } from '../../../testing/shop-api';
import type { Pet } from '../../api/models';
import { PetTypes } from '../../pet-types/pet-types';
import { PetStore } from '../pet-store';
import { Toast } from '../toast';
import { AddPets } from './add-pets';
import { EditDialog } from './edit-dialog';
import { Inventory } from './inventory';
import { OpenForms } from './open-forms';

const refusal = (status: number) => new HttpErrorResponse({ status, error: { message: 'no' } });

@Component({
  imports: [AddPets, EditDialog],
  template: `
    <app-add-pets />
    @if (forms.editing(); as pet) {
      <app-edit-dialog [pet]="pet" />
    }
  `,
})
class KeeperForms {
  protected readonly forms = inject(OpenForms);
}

describe('The forms of a shopkeeper', () => {
  let fixture: ComponentFixture<KeeperForms>;
  let forms: OpenForms;
  let identity: FakeIdentity;
  let inventory: jasmine.SpyObj<Inventory>;
  let listed: WritableSignal<Pet[]>;
  let toast: Toast;

  const stable = async () => {
    await settled();
    await fixture.whenStable();
  };
  const form = (label: string) =>
    document.querySelector<HTMLFormElement>(`form[aria-label="${label}"]`);
  const boxes = (label: string) => [...(form(label)?.querySelectorAll('input') ?? [])];
  const texts = (label: string) => boxes(label).map(({ value }) => value);
  const write = async (label: string, ...values: string[]) => {
    for (const [index, box] of boxes(label).entries()) {
      box.value = values[index] ?? '';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await stable();
  };
  const save = async (label: string) => {
    form(label)?.requestSubmit();
    await stable();
  };
  const cancel = async (label: string) => {
    form(label)?.querySelector<HTMLElement>('button[type=button]')?.click();
    await stable();
  };
  const escape = async (label: string) => {
    const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
    boxes(label)[1]?.dispatchEvent(key);
    await stable();
  };
  const fieldProblems = (label: string) =>
    [...(form(label)?.querySelectorAll('.field-problem') ?? [])].map(
      ({ textContent }) => textContent,
    );
  const added = () => document.querySelector('app-add-pets .added p')?.textContent;
  const showIt = () => document.querySelector<HTMLElement>('app-add-pets .added button');
  const problem = (label: string) => form(label)?.querySelector('[role=alert]')?.textContent;
  const add = async () => {
    forms.adding.set(true);
    await stable();
  };
  const edit = async (id: number) => {
    forms.editing.set(pet(id));
    await stable();
  };

  beforeEach(async () => {
    identity = new FakeIdentity();
    identity.become(keeper);
    inventory = jasmine.createSpyObj<Inventory>(['add', 'forgetAdd', 'update']);
    inventory.add.and.callFake((details) => Promise.resolve({ details, pet: pet(3, details) }));
    inventory.update.and.resolveTo(true);
    listed = signal([pet(3)]);
    TestBed.configureTestingModule({
      providers: [
        identity.provider(),
        provideRouter([{ path: '**', children: [] }]),
        { provide: PetStore, useValue: { pets: listed } },
        { provide: Inventory, useValue: inventory },
        { provide: PetTypes, useValue: { types: signal([]), load: () => undefined } },
      ],
    });
    forms = TestBed.inject(OpenForms);
    toast = TestBed.inject(Toast);
    fixture = TestBed.createComponent(KeeperForms);
    document.body.append(fixture.nativeElement as HTMLElement);
    await stable();
  });

  it('are open when they were asked for before the page had settled', () => {
    forms.adding.set(true);
    TestBed.tick();
    expect(forms.adding()).toBeTrue();
    forms.editing.set(pet(1));
    forms.adding.set(false);
    TestBed.tick();
    expect([forms.adding(), forms.editing()?.id]).toEqual([false, 1]);
  });

  describe('to add pets', () => {
    beforeEach(add);

    it('add one, say so, and are empty for the next', async () => {
      await write('New pet', 'dog', '5');
      await save('New pet');
      expect(inventory.add).toHaveBeenCalledOnceWith({ type: 'dog', price: 5 });
      expect(texts('New pet')).toEqual(['', '']);
      expect(added()).toBe('The dog is in the shop now. Add another, or cancel to stop.');
      expect(showIt()).toBeNull();
    });

    it('lead to one that the list leaves out', async () => {
      listed.set([]);
      await write('New pet', 'dog', '5');
      await save('New pet');
      expect(added()).toBe('The dog is in the shop now, but not in this list.');
      showIt()?.click();
      await stable();
      expect(TestBed.inject(Router).url).toBe('/pets/3');
    });

    it('say nothing of the last pet beside what is wrong with the next', async () => {
      await write('New pet', 'dog', '5');
      boxes('New pet')[1]?.focus();
      await save('New pet');
      expect(fieldProblems('New pet')).toEqual(['', '']);
      expect(document.activeElement).toBe(boxes('New pet')[0]!);
      await write('New pet', 'dog', 'x');
      await save('New pet');
      expect(fieldProblems('New pet')).toEqual(['', jasmine.stringMatching('number')]);
      expect(added()).toBe('');
    });

    it('do not complain about a field that was left empty before Save', async () => {
      boxes('New pet')[0]?.focus();
      boxes('New pet')[1]?.focus();
      await stable();
      expect(fieldProblems('New pet')).toEqual(['', '']);
      await save('New pet');
      expect(fieldProblems('New pet')).not.toContain('');
    });

    it('forget a refusal when something is changed', async () => {
      inventory.add.and.rejectWith(refusal(403));
      await write('New pet', 'dog', '5');
      await save('New pet');
      expect(problem('New pet')).toMatch(/isn’t allowed to add/);
      await write('New pet', 'dog', '6');
      expect(problem('New pet')).toBe('');
    });

    it('keep what is typed while one is saved, and the focus where it is', async () => {
      let answer: () => void = () => undefined;
      inventory.add.and.callFake(
        (details) => new Promise((resolve) => (answer = () => resolve({ details, pet: pet(3) }))),
      );
      await write('New pet', 'dog', '5');
      await save('New pet');
      await write('New pet', 'cat', '5');
      boxes('New pet')[1]?.focus();
      answer();
      await stable();
      expect(texts('New pet')).toEqual(['cat', '']);
      expect(document.activeElement).toBe(boxes('New pet')[1]!);
      expect(added()).toMatch(/The dog is in the shop now/);
    });

    it('say why that did not work, and keep what was written', async () => {
      inventory.add.and.rejectWith(refusal(403));
      await write('New pet', 'dog', '5');
      await save('New pet');
      expect(problem('New pet')).toMatch(/isn’t allowed to add/);
      expect(texts('New pet')).toEqual(['dog', '5']);
    });

    it('keep what was written when that was not what was added', async () => {
      inventory.add.and.resolveTo({ details: { type: 'dog', price: 5 }, pet: pet(3) });
      await write('New pet', 'dog', '6');
      await save('New pet');
      expect(problem('New pet')).toBe(
        'The dog you saved earlier is in the shop now. Save again to add this pet, too.',
      );
      expect(texts('New pet')).toEqual(['dog', '6']);
      await write('New pet', 'dog', '5');
      await save('New pet');
      expect(texts('New pet')).toEqual(['', '']);
    });

    it('say that the pet was added and is removed again, and keep what was written', async () => {
      inventory.add.and.resolveTo({ details: { type: 'dog', price: 5 }, pet: undefined });
      await write('New pet', 'dog', '5');
      await save('New pet');
      expect(problem('New pet')).toBe(
        'The dog was added, but someone has removed it since. Save again to add this pet.',
      );
      expect(texts('New pet')).toEqual(['dog', '5']);
    });

    it('keep what was written when they are left, but not when they are cancelled', async () => {
      await write('New pet', 'dog', '5');
      await escape('New pet');
      expect(form('New pet')).toBeNull();
      expect(inventory.forgetAdd).not.toHaveBeenCalled();
      await add();
      expect(texts('New pet')).toEqual(['dog', '5']);
      await cancel('New pet');
      expect(inventory.forgetAdd).toHaveBeenCalledTimes(1);
      await add();
      expect(texts('New pet')).toEqual(['', '']);
    });
  });

  describe('to edit a pet', () => {
    beforeEach(() => edit(1));

    it('change it and say so', async () => {
      expect(texts('Changes')).toEqual(['dog', '5.00']);
      await write('Changes', 'puppy', '4');
      await save('Changes');
      expect(inventory.update).toHaveBeenCalledOnceWith(pet(1), { type: 'puppy', price: 4 });
      expect(toast.message()?.text).toBe('The puppy was updated.');
      expect(forms.editing()).toBeUndefined();
    });

    for (const [status, sentence] of [
      [412, 'The dog is no longer in the shop.'],
      [409, 'The dog is already sold and can’t be changed.'],
    ] as const) {
      it(`close when there is nothing left to edit: ${sentence}`, async () => {
        inventory.update.and.rejectWith(refusal(status));
        await save('Changes');
        expect(toast.message()).toEqual({ tone: 'problem', text: sentence });
        expect(forms.editing()).toBeUndefined();
      });
    }

    it('stay open with what is typed while one is saved', async () => {
      let answer: (done: boolean) => void = () => undefined;
      inventory.update.and.returnValue(new Promise((resolve) => (answer = resolve)));
      await write('Changes', 'puppy', '4');
      await save('Changes');
      await write('Changes', 'puppy', '40');
      answer(true);
      await stable();
      expect(toast.message()?.text).toBe('The puppy was updated.');
      expect(texts('Changes')).toEqual(['puppy', '40']);
      expect(document.querySelector('[role=dialog]')?.textContent).toContain('aren’t saved yet');
      await cancel('Changes');
      expect(forms.editing()).toBeUndefined();
    });

    it('keep what is typed while one is saved, also when they are left', async () => {
      let answer: (done: boolean) => void = () => undefined;
      inventory.update.and.returnValue(new Promise((resolve) => (answer = resolve)));
      await save('Changes');
      await write('Changes', 'puppy', '40');
      await escape('Changes');
      answer(true);
      await stable();
      await edit(1);
      expect(texts('Changes')).toEqual(['puppy', '40']);
    });

    it('stay open for the next pet when the one before is saved', async () => {
      let answer: (done: boolean) => void = () => undefined;
      inventory.update.and.returnValue(new Promise((resolve) => (answer = resolve)));
      await save('Changes');
      await escape('Changes');
      await edit(2);
      await write('Changes', 'puppy', '4');
      answer(true);
      await stable();
      expect(toast.message()?.text).toBe('The dog was updated.');
      expect(forms.editing()?.id).toBe(2);
      expect(texts('Changes')).toEqual(['puppy', '4']);
    });

    it('stay open when it may work the next time', async () => {
      inventory.update.and.rejectWith(refusal(0));
      await save('Changes');
      expect(problem('Changes')).toMatch(/Try again/);
      inventory.update.and.resolveTo(false);
      await save('Changes');
      expect(problem('Changes')).toBe('The dog is already being updated. Try again in a moment.');
      expect(forms.editing()).toEqual(pet(1));
    });

    it('keep what was written when they are left, but not when they are cancelled', async () => {
      await write('Changes', 'puppy', '4');
      await escape('Changes');
      await edit(2);
      expect(texts('Changes')).toEqual(['dog', '5.00']);
      await escape('Changes');
      await edit(1);
      expect(texts('Changes')).toEqual(['puppy', '4']);
      expect(document.querySelector('[role=dialog]')?.textContent).toContain('earlier changes');
      await cancel('Changes');
      await edit(1);
      expect(texts('Changes')).toEqual(['dog', '5.00']);
      expect(document.querySelector('[role=dialog]')?.textContent).not.toContain('earlier changes');
    });
  });

  it('are closed and forget all when the shopkeeper leaves', async () => {
    await add();
    await write('New pet', 'dog', '5');
    await edit(2);
    await write('Changes', 'puppy', '4');
    await escape('Changes');
    await edit(2);
    identity.become(undefined);
    await stable();
    expect([form('New pet'), form('Changes')]).toEqual([null, null]);
    identity.become(keeper);
    await add();
    expect(texts('New pet')).toEqual(['', '']);
    await edit(2);
    expect(texts('Changes')).toEqual(['dog', '5.00']);
  });
});
