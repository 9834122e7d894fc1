import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { RememberedRole } from './remembered-role';

describe('The remembered role', () => {
  /** The role that is likely on a page that begins with `status`. */
  function open(identity = new FakeIdentity()): RememberedRole {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: [identity.provider()] });
    const remembered = TestBed.inject(RememberedRole);
    TestBed.tick();
    return remembered;
  }

  function checking(): FakeIdentity {
    const identity = new FakeIdentity();
    identity.status.set('checking');
    return identity;
  }

  function logIn(user = keeper): void {
    const identity = new FakeIdentity();
    identity.become(user);
    open(identity);
  }

  beforeEach(() => localStorage.removeItem('role'));
  afterAll(() => localStorage.removeItem('role'));

  it('is nobody’s before a first login', () => {
    expect(open(checking()).role()).toBeUndefined();
  });

  it('is that of the last user, while it is being found out who is here', () => {
    logIn(keeper);
    const identity = checking();
    const remembered = open(identity);
    expect(remembered.role()).toBe('admin');
    identity.become(buyer);
    expect(remembered.role()).toBe('social');
  });

  it('is not that of a visitor, nor of whoever logs in after them', () => {
    logIn(keeper);
    const identity = new FakeIdentity();
    const remembered = open(identity);
    expect(remembered.role()).toBeUndefined();
    identity.status.set('checking');
    expect(remembered.role()).toBeUndefined();
  });

  it('is none if something else is stored, or nothing can be', () => {
    localStorage.setItem('role', 'root');
    expect(open(checking()).role()).toBeUndefined();
    spyOn(Storage.prototype, 'setItem').and.throwError('blocked');
    spyOn(Storage.prototype, 'getItem').and.throwError('blocked');
    logIn(keeper);
    expect(open(checking()).role()).toBeUndefined();
  });
});
