import { ApplicationRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
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
    expect(notice.text()).toMatch(/no email address/);
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
    expect(notice.text()).toMatch(/no email address/);
  });

  it('is told where the browser stores nothing, too', () => {
    for (const method of ['getItem', 'setItem', 'removeItem'] as const) {
      spyOn(Storage.prototype, method).and.throwError(new DOMException('', 'SecurityError'));
    }
    load();
    become(nameless);
    expect(notice.text()).toMatch(/no email address/);
  });

  it('is nobody else', () => {
    for (const user of [undefined, buyer, { ...keeper, emailProblem: 'missing' } as const]) {
      become(user);
      expect(notice.text()).toBe('');
    }
  });
});
