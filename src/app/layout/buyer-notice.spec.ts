import { ApplicationRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { LoginError } from '../auth/login-error';
import { BuyerNotice } from './buyer-notice';

const nameless = { ...buyer, emailProblem: 'missing' } as const;

describe('A buyer whose account lacks something', () => {
  let identity: FakeIdentity;
  let notice: BuyerNotice;

  /** A page that is loaded, by a user who is known after a moment. */
  function load(): void {
    TestBed.resetTestingModule();
    identity = new FakeIdentity();
    identity.status.set('checking');
    TestBed.configureTestingModule({ providers: [identity.provider()] });
    notice = TestBed.inject(BuyerNotice);
    TestBed.tick();
  }

  const become = (user: Parameters<FakeIdentity['become']>[0]) => {
    identity.become(user);
    TestBed.inject(ApplicationRef).tick();
  };

  beforeEach(load);
  afterEach(() => sessionStorage.clear());

  it('is told so until they close the message, and not after a reload', () => {
    become(nameless);
    expect(notice.text()).toMatch(/doesn’t share an email address/);
    notice.dismiss();
    expect(notice.text()).toBe('');
    load();
    become(nameless);
    expect(notice.text()).toBe('');
  });

  it('is told again after the next login', () => {
    become(nameless);
    become(undefined);
    load();
    become(nameless);
    expect(notice.text()).toMatch(/doesn’t share an email address/);
  });

  it('is told though somebody else was told before, in this tab or another', () => {
    become(nameless);
    notice.dismiss();
    identity.user.set({ ...nameless, sub: 'amazon|3' });
    TestBed.tick();
    expect(notice.text()).toMatch(/doesn’t share an email address/);
  });

  it('is told again after a session that has ended', () => {
    become(nameless);
    notice.dismiss();
    identity.user.set(undefined);
    identity.status.set(new LoginError('ended'));
    TestBed.tick();
    become(nameless);
    expect(notice.text()).not.toBe('');
  });

  it('is told where the browser stores nothing, too', () => {
    for (const method of ['getItem', 'setItem', 'removeItem'] as const) {
      spyOn(Storage.prototype, method).and.throwError(new DOMException('', 'SecurityError'));
    }
    load();
    become(nameless);
    expect(notice.text()).toMatch(/doesn’t share an email address/);
  });

  it('is nobody else', () => {
    for (const user of [undefined, buyer, { ...keeper, emailProblem: 'missing' } as const]) {
      become(user);
      expect(notice.text()).toBe('');
    }
  });
});
