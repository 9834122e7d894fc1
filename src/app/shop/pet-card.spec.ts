import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
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
  beforeEach(() => TestBed.configureTestingModule({ providers: [provideRouter([])] }));

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
    ['a visitor to buy', dog, 'visitor', ['Buy dog, no. 7']],
    ['a visitor nothing for a sold pet', sold, 'visitor', []],
    ['a buyer to buy', dog, 'social', ['Buy dog, no. 7']],
    ['a buyer nothing for a sold pet', sold, 'social', []],
    ['a shopkeeper to edit and to remove', dog, 'admin', ['Edit dog, no. 7', 'Remove dog, no. 7']],
    ['a shopkeeper only to remove a sold pet', sold, 'admin', ['Remove dog, no. 7']],
  ];
  for (const [what, pet, role, names] of buttons) {
    it(`offers ${what}`, async () => {
      expect((await card(pet, role)).buttons.map(nameOf)).toEqual(names);
    });
  }

  it('says that a pet is sold, and to whom only to a shopkeeper', async () => {
    expect((await card(sold, 'visitor')).text).toMatch(/Sold *$/);
    expect((await card(sold, 'social')).text).toMatch(/Sold *$/);
    const known = { ...sold, soldTo: 'anna@example.org' };
    expect((await card(known, 'admin')).text).toContain('Sold to anna@example.org');
  });

  it('leads the owner of a pet to the purchases', async () => {
    const { element, text } = await card({ ...sold, mine: true }, 'social');
    expect(text).toContain('The dog, no. 7, is yours: My purchases');
    expect(text).not.toContain('Sold');
    expect(element.querySelector('.pet-action a')?.getAttribute('href')).toBe('/purchases');
  });

  it('leads to the page of the pet, by a name that no other dog has', async () => {
    const link = (await card(dog)).element.querySelector('h3 a');
    expect(link?.getAttribute('href')).toBe('/pets/7');
    expect(link?.textContent).toBe('dog No. 7');
  });

  it('shows markup in a type as text', async () => {
    const { element } = await card({ ...dog, type: '<img src=x onerror=alert(1)>' });
    expect(element.querySelectorAll('img').length).toBe(1);
    expect(element.querySelector('h3')?.textContent).toContain('<img src=x onerror=alert(1)>');
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
