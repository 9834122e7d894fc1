import type { Pet } from '../../api/models';
import { isIdle, isSamePlan, planImport } from './import-plan';

const dog: Pet = { id: 1, type: 'dog', price: 5, isSold: false };
const cat: Pet = { id: 2, type: 'cat', price: 6, isSold: false };
const soldBird: Pet = { id: 3, type: 'bird', price: 7, isSold: true, soldTo: 'a***@e***.org' };

describe('The plan of an import', () => {
  it('adds what is new, changes what differs and removes what is missing', () => {
    const plan = planImport(
      [dog, cat],
      [
        { ...dog, price: 4 },
        { id: 9, type: 'fox', price: 1 },
      ],
    );
    expect(plan.added).toEqual([{ id: 9, type: 'fox', price: 1, isSold: false }]);
    expect(plan.changed).toEqual([{ ...dog, price: 4, before: dog }]);
    expect(plan.removed).toEqual([cat]);
    expect(isIdle(plan)).toBeFalse();
  });

  it('leaves a sold pet as it is, and takes one that is missing off the list', () => {
    const stays = planImport([soldBird], [{ id: 3, type: 'parrot', price: 1 }]);
    expect([stays.sold, stays.changed]).toEqual([[soldBird], []]);
    expect(isIdle(stays)).toBeTrue();
    expect(planImport([soldBird], []).removed).toEqual([soldBird]);
  });

  it('does nothing for the list that the shop has', () => {
    const plan = planImport([dog, soldBird], [dog, soldBird]);
    expect(isIdle(plan)).toBeTrue();
    expect(plan.unchanged).toBe(2);
  });

  it('is another one once a pet was bought or listed meanwhile', () => {
    const wanted = [{ ...dog, price: 4 }];
    const plan = planImport([dog, cat], wanted);
    expect(isSamePlan(plan, planImport([dog, cat], wanted))).toBeTrue();
    expect(isSamePlan(plan, planImport([{ ...dog, isSold: true }, cat], wanted))).toBeFalse();
    expect(isSamePlan(plan, planImport([dog, { ...cat, isSold: true }], wanted))).toBeFalse();
    expect(isSamePlan(plan, planImport([dog, cat, soldBird], wanted))).toBeFalse();
  });
});
