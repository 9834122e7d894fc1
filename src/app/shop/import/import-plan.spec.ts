import type { ListedPet, Pet, Sale } from '../../api/models';
import { isIdle, isSamePlan, planImport, proposalFor } from './import-plan';

const dog: Pet = { id: 1, type: 'dog', price: 5, isSold: false };
const cat: Pet = { id: 2, type: 'cat', price: 6, isSold: false };
const soldBird: Pet = { id: 3, type: 'bird', price: 7, isSold: true, soldTo: 'a***@e***.org' };

const plan = (pets: Pet[], wanted: ListedPet[], sales: Sale[] = []) =>
  planImport({ pets, sales }, wanted);

describe('The plan of an import', () => {
  it('adds what is new, changes what differs and removes what is missing', () => {
    const planned = plan(
      [dog, cat],
      [
        { ...dog, price: 4 },
        { id: 9, type: 'fox', price: 1 },
      ],
    );
    expect(planned.added).toEqual([{ id: 9, type: 'fox', price: 1, isSold: false }]);
    expect(planned.changed).toEqual([{ ...dog, price: 4, before: dog }]);
    expect(planned.removed).toEqual([cat]);
    expect(isIdle(planned)).toBeFalse();
  });

  it('leaves a sold pet as it is, and takes one that is missing off the list', () => {
    const stays = plan([soldBird], [{ id: 3, type: 'parrot', price: 1 }]);
    expect([stays.sold, stays.changed]).toEqual([[soldBird], []]);
    expect(isIdle(stays)).toBeTrue();
    expect(plan([soldBird], []).removed).toEqual([soldBird]);
  });

  it('does nothing for the list that the shop has', () => {
    const planned = plan([dog, soldBird], [dog, soldBird]);
    expect(isIdle(planned)).toBeTrue();
    expect(planned.unchanged).toBe(2);
  });

  it('puts a sold pet back as it was sold, whatever the list says', () => {
    const sale: Sale = { ...soldBird, soldTo: 'anna@example.org', soldAt: '', isListed: false };
    const pets = [dog, { id: 3, type: 'parrot', price: 1 }];
    const planned = plan([dog], pets, [sale]);
    expect(planned.putBack).toEqual([{ id: 3, type: 'bird', price: 7, isSold: true }]);
    expect([planned.added.length, planned.unchanged, isIdle(planned)]).toEqual([0, 1, false]);
    expect(isSamePlan(planned, plan([dog], pets))).toBeFalse();
    const wanted = { pets, mode: 'replace', markedAsSold: [1, 3] } as const;
    expect(proposalFor(wanted, { pets: [dog], sales: [sale] }).notSold).toBe(1);
  });

  it('is another one once a pet was bought or listed meanwhile', () => {
    const wanted = [{ ...dog, price: 4 }];
    const planned = plan([dog, cat], wanted);
    expect(isSamePlan(planned, plan([dog, cat], wanted))).toBeTrue();
    expect(isSamePlan(planned, plan([{ ...dog, isSold: true }, cat], wanted))).toBeFalse();
    expect(isSamePlan(planned, plan([dog, { ...cat, isSold: true }], wanted))).toBeFalse();
    expect(isSamePlan(planned, plan([dog, cat, soldBird], wanted))).toBeFalse();
  });
});
