import { HttpErrorResponse, HttpHeaders, HttpResponse, type HttpEvent } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import { FakeIdentity, buyer, keeper } from '../../testing/fake-identity';
import { LastRequest, type SignatureTrace } from './last-request';

const signature = (path: string): SignatureTrace => ({
  method: 'GET',
  path,
  signedHeaders: ['host'],
  canonicalRequest: '',
  stringToSign: '',
  authorization: '',
});

describe('The last signed request', () => {
  let identity: FakeIdentity;
  let last: LastRequest;

  /** Sends a request, and gives what to answer it with. */
  function send(path: string): Subject<HttpEvent<unknown>> {
    const events = new Subject<HttpEvent<unknown>>();
    last.follow(signature(path), events).subscribe({ error: () => undefined });
    return events;
  }

  const refusal = (error: unknown, headers = {}) =>
    new HttpErrorResponse({ status: 403, error, headers: new HttpHeaders(headers) });

  beforeEach(() => {
    identity = new FakeIdentity();
    identity.become(buyer);
    TestBed.configureTestingModule({ providers: [identity.provider()] });
    last = TestBed.inject(LastRequest);
  });

  it('is nothing at first', () => expect(last.trace()).toBeUndefined());

  it('is known as soon as it is sent, and its answer when that comes', () => {
    const events = send('/one');
    expect(last.trace()?.signature.path).toBe('/one');
    expect(last.trace()?.answer).toBeUndefined();
    const headers = new HttpHeaders({ 'x-amzn-RequestId': 'id' });
    events.next(new HttpResponse({ status: 201, body: {}, headers }));
    expect(last.trace()?.answer).toEqual({
      status: 201,
      errorType: undefined,
      requestId: 'id',
      message: undefined,
    });
  });

  for (const body of [{ Message: 'No.' }, { message: 'No.' }, '{"Message": "No."}']) {
    it(`was refused, in the words of ${JSON.stringify(body)}`, () => {
      const type = 'AccessDeniedException:http://internal.amazon.com/';
      send('/one').error(refusal(body, { 'x-amzn-errortype': type }));
      expect(last.trace()?.answer).toEqual(
        jasmine.objectContaining({ errorType: 'AccessDeniedException', message: 'No.' }),
      );
    });
  }

  for (const body of [null, 'No.', '<html>', { message: 7 }, []]) {
    it(`was refused without words, by ${JSON.stringify(body)}`, () => {
      send('/one').error(refusal(body));
      expect(last.trace()?.answer).toEqual(
        jasmine.objectContaining({ status: 403, message: undefined }),
      );
    });
  }

  it('found nobody who answered', () => {
    send('/one').error(new HttpErrorResponse({ status: 0 }));
    expect(last.trace()?.answer?.status).toBe(0);
  });

  it('does not get the answer of the one before', () => {
    const first = send('/one');
    send('/two');
    first.next(new HttpResponse({ status: 200 }));
    expect(last.trace()?.signature.path).toBe('/two');
    expect(last.trace()?.answer).toBeUndefined();
  });

  it('is never that of the user before', () => {
    send('/one');
    identity.become(keeper);
    expect(last.trace()).toBeUndefined();
  });

  it('keeps nothing secret of what AWS says about a signature that differs', () => {
    const secret = 'IQoJb3JpZ2luX2Vj'.repeat(20);
    const message = `The Canonical String should have been\n'GET\nx-amz-security-token:${secret}\n'`;
    send('/one').error(refusal({ message }));
    expect(last.trace()?.answer?.message).toContain('x-amz-security-token:IQoJ…X2Vj');
    expect(JSON.stringify(last.trace())).not.toContain(secret.slice(0, 12));
  });
});
