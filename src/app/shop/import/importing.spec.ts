import { TestBed } from '@angular/core/testing';
import { settled } from '../../../testing/sent';
import { ShopApi, pet } from '../../../testing/shop-api';
import { Importing } from './importing';

const dog = pet(1);
const list = (...pets: unknown[]) => JSON.stringify({ pets });
const wholeList = 'GET /pets?limit=100';

describe('Importing a list', () => {
  let api: ShopApi;
  let importing: Importing;

  beforeEach(async () => {
    api = new ShopApi();
    importing = TestBed.inject(Importing);
    await api.open(dog);
  });
  afterEach(() => api.http.verify());

  const plan = () => {
    const step = importing.step();
    return 'proposal' in step ? step.proposal.plan : undefined;
  };
  const propose = async (...pets: unknown[]) => {
    const proposed = importing.propose(list(...pets));
    expect(await api.answer([dog])).toBe(wholeList);
    await proposed;
  };
  /** Answers with an empty body, as after an import, and then to the shop that reloads. */
  const finish = async (...pets: object[]) => {
    await api.answer({});
    await api.answer(pets);
    await api.answer(pets);
    await settled();
  };

  it('asks for nothing when the list is wrong', async () => {
    await importing.propose('{"pets": [{"id": 0, "type": "dog", "price": 1}]}');
    expect(importing.flaws().map(({ place }) => place)).toEqual(['pets[0].id']);
    expect(importing.step().at).toBe('choosing');
  });

  it('refuses a file of 5 MB without reading it', async () => {
    const file = new Blob(['x'.repeat(5_000_000)]);
    const read = spyOn(file, 'text').and.callThrough();
    expect(await importing.textOf(file)).toBeUndefined();
    expect(read).not.toHaveBeenCalled();
    expect(importing.flaws()[0]?.problem).toContain('5.0 MB');
  });

  it('compares with the whole shop, page by page, and changes nothing', async () => {
    const proposed = importing.propose(list({ ...dog, price: 4 }));
    const first = await api.next();
    first.flush([pet(9)], { headers: { Link: '<?limit=100&before=9>; rel="next"' } });
    await settled();
    expect(importing.count()).toBe(1);
    expect(await api.answer([dog])).toBe('GET /pets?limit=100&before=9');
    await proposed;
    expect(plan()?.removed.map(({ id }) => id)).toEqual([9]);
    expect(plan()?.changed.map(({ id }) => id)).toEqual([1]);
  });

  it('says why the shop could not be compared, and can try again', async () => {
    const proposed = importing.propose(list());
    await api.fail(500);
    await proposed;
    expect(importing.step().at).toBe('choosing');
    expect(importing.problem()).toContain('problem of its own');
    await propose();
    expect(importing.step().at).toBe('proposed');
  });

  it('sends exactly the list, without who bought what, once it is confirmed', async () => {
    await propose({ ...dog, price: 4, isSold: true, soldTo: 'eve@example.org' });
    const confirmed = importing.confirm();
    expect(await api.answer([dog])).toBe(wholeList);
    const post = await api.next();
    expect([post.request.method, post.request.url]).toEqual(['POST', `${ShopApi.url}/pets`]);
    expect(post.request.body).toEqual({ pets: [{ id: 1, type: 'dog', price: 4 }] });
    post.flush({});
    await settled();
    await api.answer([pet(1, { price: 4 })]);
    await api.answer([pet(1, { price: 4 })]);
    await confirmed;
    expect(importing.step()).toEqual(jasmine.objectContaining({ at: 'done', count: 1 }));
  });

  it('imports nothing once the shop has changed, and shows what it would do now', async () => {
    await propose();
    const confirmed = importing.confirm();
    await api.answer([dog, pet(2)]);
    await confirmed;
    expect(importing.problem()).toContain('has changed meanwhile');
    expect(plan()?.removed.length).toBe(2);
  });

  it('shows what is left to do when it fails on the way, and can be tried again', async () => {
    await propose({ ...dog, price: 4 }, pet(5));
    const confirmed = importing.confirm();
    await api.answer([dog]);
    await api.fail(504);
    await api.answer([pet(1, { price: 4 })]);
    await api.answer([pet(1, { price: 4 })]);
    await confirmed;
    expect(importing.problem()).toContain('problem of its own');
    expect([plan()?.added.length, plan()?.changed.length]).toEqual([1, 0]);
  });

  it('leads back to the list before', async () => {
    await propose();
    const confirmed = importing.confirm();
    await api.answer([dog]);
    await finish();
    await confirmed;
    expect(importing.canGoBack()).toBeTrue();
    const back = importing.goBack();
    await api.answer([]);
    await back;
    expect(plan()?.added.map(({ id }) => id)).toEqual([1]);
  });

  it('forgets a list that was put aside while the shop was being loaded', async () => {
    const proposed = importing.propose(list());
    const request = await api.next();
    importing.startAgain();
    request.flush([dog]);
    await proposed;
    expect(importing.step().at).toBe('choosing');
  });

  it('gives the present list as one that can be imported', async () => {
    const text = importing.presentList();
    await api.answer([pet(1, { isSold: true, soldTo: 'a***@e***.org' })]);
    expect(JSON.parse((await text) ?? '')).toEqual({
      pets: [{ id: 1, type: 'dog', price: 5, isSold: true }],
    });
  });
});
