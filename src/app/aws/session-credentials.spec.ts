import { TestBed } from '@angular/core/testing';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { secondsUntil } from '../../testing/fast-clock';
import { testConfig } from '../../testing/test-config';
import { CONFIG } from '../config/config';
import { NotLoggedIn } from '../auth/login-error';
import { Clock } from '../config/clock';
import { CredentialsError } from './credentials-error';
import { LOAD_STS, type AssumeRole } from './role-assumption';
import { SessionCredentials } from './session-credentials';
import type { AwsCredentials } from './sts';

const minutes = 60_000;

describe('The session credentials', () => {
  let identity: FakeIdentity;
  let assumeRole: jasmine.Spy<AssumeRole>;
  let loadSts: jasmine.Spy<() => Promise<AssumeRole>>;
  let session: SessionCredentials;
  let issued: number;

  const issue = (life = 60 * minutes): AwsCredentials => ({
    accessKeyId: `ASIA${++issued}`,
    secretAccessKey: 'secret',
    sessionToken: 'session',
    expiration: new Date(Date.now() + life),
  });

  beforeEach(() => {
    issued = 0;
    identity = new FakeIdentity();
    identity.become(keeper);
    assumeRole = jasmine.createSpy('assumeRole').and.callFake(() => Promise.resolve(issue()));
    loadSts = jasmine.createSpy('loadSts').and.callFake(() => Promise.resolve(assumeRole));
    TestBed.configureTestingModule({
      providers: [
        { provide: CONFIG, useValue: testConfig },
        { provide: LOAD_STS, useValue: loadSts },
        identity.provider(),
      ],
    });
    session = TestBed.inject(SessionCredentials);
  });

  it('are those of the user’s own role, under the user’s own session name', async () => {
    await session.get();
    expect(assumeRole).toHaveBeenCalledOnceWith({
      region: 'us-east-1',
      endpoint: undefined,
      roleArn: testConfig.adminRoleArn,
      roleSessionName: 'auth0-1',
      idToken: 'token-0',
    });
  });

  it('are fetched once, however many wait', async () => {
    const all = await Promise.all([session.get(), session.get(), session.get()]);
    expect(new Set(all).size).toBe(1);
    expect(await session.get()).toBe(all[0]);
    expect(assumeRole).toHaveBeenCalledTimes(1);
  });

  it('are renewed, once for all who wait, when less than five minutes are left', async () => {
    assumeRole.and.resolveTo(issue(4 * minutes));
    await session.get();
    assumeRole.and.resolveTo(issue());
    const all = await Promise.all([session.get(), session.get()]);
    expect(all.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA2', 'ASIA2']);
    expect(assumeRole).toHaveBeenCalledTimes(2);
  });

  it('are kept while more than five minutes are left', async () => {
    assumeRole.and.resolveTo(issue(6 * minutes));
    await session.get();
    await session.get();
    expect(assumeRole).toHaveBeenCalledTimes(1);
  });

  it('end by the clock of AWS, not by that of the device', async () => {
    await session.get();
    TestBed.inject(Clock).adjust(
      new Headers({ Date: new Date(Date.now() + 58 * minutes).toUTCString() }),
    );
    await session.get();
    expect(assumeRole).toHaveBeenCalledTimes(2);
  });

  it('are fetched anew when they were discarded', async () => {
    const rejected = await session.get();
    await session.discard(rejected);
    expect(await session.get()).not.toBe(rejected);
  });

  it('are not discarded for what happened to those before them', async () => {
    const rejected = await session.get();
    await Promise.all([session.discard(rejected), session.discard(rejected)]);
    const present = await session.get();
    await session.discard(rejected);
    expect(await session.get()).toBe(present);
  });

  it('are asked for again after a failure', async () => {
    assumeRole.and.rejectWith(new CredentialsError('AccessDenied'));
    await expectAsync(session.get()).toBeRejectedWithError(CredentialsError);
    assumeRole.and.resolveTo(issue());
    expect((await session.get()).accessKeyId).toBe('ASIA1');
  });

  it('can not be had when the STS client does not load, until it does', async () => {
    loadSts.and.rejectWith(new TypeError('Failed to fetch'));
    await expectAsync(session.get()).toBeRejectedWith(
      jasmine.objectContaining({ code: 'Unreachable' }),
    );
    loadSts.and.resolveTo(assumeRole);
    await expectAsync(session.get()).toBeResolved();
  });

  it('are not waited for forever when the STS client neither loads nor fails', async () => {
    loadSts.and.returnValue(new Promise(() => undefined));
    const seconds = await secondsUntil(() =>
      expectAsync(session.get()).toBeRejectedWith(
        jasmine.objectContaining({ code: 'Unreachable' }),
      ),
    );
    expect(seconds).toBe(15);
  });

  it('are asked for once more with a fresh ID token when STS calls it expired', async () => {
    assumeRole.and.callFake(({ idToken }) =>
      idToken === 'token-1'
        ? Promise.resolve(issue())
        : Promise.reject(new CredentialsError('ExpiredTokenException')),
    );
    await expectAsync(session.get()).toBeResolved();
    expect(assumeRole).toHaveBeenCalledTimes(2);
  });

  it('are not asked for a third time', async () => {
    assumeRole.and.rejectWith(new CredentialsError('ExpiredTokenException'));
    await expectAsync(session.get()).toBeRejectedWithError(CredentialsError);
    expect(assumeRole).toHaveBeenCalledTimes(2);
  });

  it('are refused to a visitor without asking STS', async () => {
    identity.become(undefined);
    await expectAsync(session.get()).toBeRejectedWithError(NotLoggedIn);
    expect(loadSts).not.toHaveBeenCalled();
  });

  it('are never those of the user before', async () => {
    const before = await session.get();
    identity.become(buyer);
    expect(await session.get()).not.toBe(before);
    expect(assumeRole.calls.mostRecent().args[0].roleArn).toBe(testConfig.socialRoleArn);
  });

  it('are gone after a log out, even when the same user comes back', async () => {
    const before = await session.get();
    identity.become(undefined);
    TestBed.tick();
    identity.become(keeper);
    expect(session.latest()).toBeUndefined();
    expect(await session.get()).not.toBe(before);
  });

  it('are known with their role, and never to the next user', async () => {
    expect(session.latest()).toBeUndefined();
    const credentials = await session.get();
    expect(session.latest()).toEqual({
      user: keeper,
      roleArn: testConfig.adminRoleArn,
      credentials,
    });
    identity.become(buyer);
    expect(session.latest()).toBeUndefined();
  });

  it('are renewed on demand', async () => {
    const before = await session.get();
    await session.renew();
    expect(await session.get()).not.toBe(before);
    expect(assumeRole).toHaveBeenCalledTimes(2);
  });

  it('stay in use when they can not be renewed', async () => {
    const before = await session.get();
    assumeRole.and.rejectWith(new CredentialsError('Unreachable'));
    await expectAsync(session.renew()).toBeRejectedWithError(CredentialsError);
    expect(await session.get()).toBe(before);
  });

  it('are not renewed for a visitor', async () => {
    identity.become(undefined);
    await expectAsync(session.renew()).toBeRejectedWithError(NotLoggedIn);
    expect(loadSts).not.toHaveBeenCalled();
  });
});
