import { buyer, keeper } from '../../testing/fake-identity';
import { buyerProblem } from './buyer-problem';

describe('What keeps an account from buying', () => {
  it('is told to buyers only, with what to do', () => {
    expect(buyerProblem(undefined)).toBeUndefined();
    expect(buyerProblem(buyer)).toBeUndefined();
    expect(buyerProblem({ ...buyer, emailProblem: 'missing' })).toMatch(
      /share an email address.*To buy/,
    );
    expect(buyerProblem({ ...buyer, emailProblem: 'unverified' })).toMatch(/verified.*To buy/);
    expect(buyerProblem({ ...keeper, emailProblem: 'unverified' })).toBeUndefined();
  });
});
