import { TestBed } from '@angular/core/testing';
import type { Role } from '../auth/user';
import type { ShopPet } from './known-sales';
import { PetCard } from './pet-card';

const dog: ShopPet = { id: 7, type: 'dog', price: 1249.9, isSold: false, mine: false };
const sold: ShopPet = { ...dog, isSold: true, soldTo: 'a***@e***.com' };

async function card(pet: ShopPet, role?: Role | 'visitor', busy = false) {
  const fixture = TestBed.createComponent(PetCard);
  fixture.componentRef.setInput('pet', pet);
  fixture.componentRef.setInput('role', role);
  fixture.componentRef.setInput('busy', busy);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    element,
    text: element.textContent.replace(/\s+/g, ' '),
    buttons: [...element.querySelectorAll('button')],
    component: fixture.componentInstance,
  };
}

const nameOf = (button: HTMLButtonElement) => button.textContent.replace(/\s+/g, ' ').trim();

describe('A pet card', () => {
  it('shows the pet, its picture of a fixed size and its price in dollars', async () => {
    const { element, text } = await card(dog);
    expect(text).toContain('dog');
    expect(text).toContain('$1,249.90');
    const picture = element.querySelector('img');
    expect(picture?.getAttribute('src')).toBe('pets.svg#dog');
    expect(picture?.getAttribute('alt')).toBe('');
    expect(picture?.hasAttribute('width') && picture.hasAttribute('height')).toBeTrue();
  });

  const buttons: [string, ShopPet, Role | 'visitor' | undefined, string[]][] = [
    ['nothing until it is known who is here', dog, undefined, []],
    ['a visitor to buy', dog, 'visitor', ['Buy dog']],
    ['a visitor nothing for a sold pet', sold, 'visitor', []],
    ['a buyer to buy', dog, 'social', ['Buy dog']],
    ['a buyer nothing for a sold pet', sold, 'social', []],
    ['a shop keeper to edit and to remove', dog, 'admin', ['Edit dog', 'Remove dog']],
    ['a shop keeper only to remove a sold pet', sold, 'admin', ['Remove dog']],
  ];
  for (const [what, pet, role, names] of buttons) {
    it(`offers ${what}`, async () => {
      expect((await card(pet, role)).buttons.map(nameOf)).toEqual(names);
    });
  }

  it('says to whom a pet is sold', async () => {
    expect((await card(sold)).text).toContain('Sold to a***@e***.com');
    expect(
      (await card({ ...sold, soldTo: 'anna@example.org', mine: true }, 'social')).text,
    ).toContain('Sold to you anna@example.org');
  });

  it('shows markup in a type as text', async () => {
    const { element } = await card({ ...dog, type: '<img src=x onerror=alert(1)>' });
    expect(element.querySelectorAll('img').length).toBe(1);
    expect(element.querySelector('h3')?.textContent).toBe('<img src=x onerror=alert(1)>');
  });

  it('asks for a purchase on a click, and not while one is under way', async () => {
    const idle = await card(dog, 'social');
    const asked = jasmine.createSpy();
    idle.component.buy.subscribe(asked);
    idle.buttons[0]!.click();
    expect(asked).toHaveBeenCalledTimes(1);

    const busy = await card(dog, 'social', true);
    busy.component.buy.subscribe(asked);
    busy.buttons[0]!.click();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(busy.buttons[0]!.getAttribute('aria-disabled')).toBe('true');
  });
});
