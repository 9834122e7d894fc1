import { TestBed } from '@angular/core/testing';
import { keeper } from '../../../testing/fake-identity';
import { settled } from '../../../testing/sent';
import { ShopApi, pet } from '../../../testing/shop-api';
import type { Sale } from '../../api/models';
import { ImportStore } from './import-store';
import { petListText } from './pet-list-text';

const dog = pet(1);
const list = (...pets: unknown[]) => JSON.stringify({ pets });
const allPets = 'GET /pets?limit=100';
const salesOf = (id: number) => `GET /pets/purchase?ids=${id}`;
const sale: Sale = {
  ...dog,
  soldTo: 'anna@example.org',
  soldAt: '2026-11-22T05:00:00.000Z',
  isListed: false,
};

describe('Importing a list', () => {
  let api: ShopApi;
  let store: ImportStore;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [ImportStore] });
    api = new ShopApi();
    store = TestBed.inject(ImportStore);
    await api.open(dog);
    await api.logIn(keeper);
  });
  afterEach(() => api.http.verify());

  const plan = () => {
    const state = store.state();
    return 'proposal' in state ? state.proposal.plan : undefined;
  };
  const propose = async (...pets: unknown[]) => {
    const proposed = store.propose(list(...pets), 'replace');
    expect(await api.answer([dog])).toBe(allPets);
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
    await store.propose('{"pets": [{"id": 0, "type": "dog", "price": 1}]}', 'replace');
    expect(store.state()).toEqual({
      phase: 'choosing',
      issues: [jasmine.objectContaining({ place: 'pets[0].id' })],
    });
  });

  it('compares with the whole shop, page by page, and changes nothing', async () => {
    const proposed = store.propose(list({ ...dog, price: 4 }), 'replace');
    const first = await api.next();
    first.flush([pet(9)], { headers: { Link: '<?limit=100&before=9>; rel="next"' } });
    await settled();
    expect(store.state()).toEqual({ phase: 'loading', count: 1 });
    expect(await api.answer([dog])).toBe('GET /pets?limit=100&before=9');
    await proposed;
    expect(plan()?.removed.map(({ id }) => id)).toEqual([9]);
    expect(plan()?.changed.map(({ id }) => id)).toEqual([1]);
  });

  it('says why the shop could not be compared, and can try again', async () => {
    const proposed = store.propose(list(), 'replace');
    await api.fail(500);
    await proposed;
    expect(store.state().phase).toBe('choosing');
    expect(store.message()).toContain('wrong on the shop’s side');
    await propose();
    expect(store.state().phase).toBe('proposed');
  });

  it('sends exactly the list, without who bought what, once it is confirmed', async () => {
    await propose({ ...dog, price: 4, isSold: true, soldTo: 'eve@example.org' });
    const confirmed = store.confirm();
    expect(await api.answer([dog])).toBe(allPets);
    const post = await api.next();
    expect([post.request.method, post.request.url]).toEqual(['POST', `${ShopApi.url}/pets`]);
    expect(post.request.body).toEqual({ pets: [{ id: 1, type: 'dog', price: 4 }] });
    post.flush({});
    await settled();
    await api.answer([pet(1, { price: 4 })]);
    await api.answer([pet(1, { price: 4 })]);
    await confirmed;
    expect(store.state()).toEqual(jasmine.objectContaining({ phase: 'done', count: 1 }));
  });

  it('imports nothing once the shop has changed, and shows what it would do now', async () => {
    await propose();
    const confirmed = store.confirm();
    await api.answer([dog, pet(2)]);
    await confirmed;
    expect(store.message()).toContain('has changed in the meantime');
    expect(plan()?.removed.length).toBe(2);
  });

  it('shows what is left to do when it fails on the way, and can be tried again', async () => {
    const proposed = store.propose(list({ ...dog, price: 4 }, pet(5)), 'replace');
    await api.answer([dog]);
    expect(await api.answer([])).toBe(salesOf(5));
    await proposed;
    const confirmed = store.confirm();
    await api.answer([dog]);
    await api.answer([]);
    for (let time = 1; time <= 3; time++) await api.fail(502);
    await api.answer([pet(1, { price: 4 })]);
    await api.answer([pet(1, { price: 4 })]);
    await api.answer([]);
    await confirmed;
    expect(store.message()).toContain('wrong on the shop’s side');
    expect([plan()?.added.length, plan()?.changed.length]).toEqual([1, 0]);
  });

  it('leads back to the list before', async () => {
    await propose();
    const confirmed = store.confirm();
    await api.answer([dog]);
    await finish();
    await confirmed;
    expect(store.canGoBack()).toBeTrue();
    const back = store.goBack();
    await api.answer([]);
    await api.answer([]);
    await back;
    expect(plan()?.added.map(({ id }) => id)).toEqual([1]);
  });

  it('leads back to a list with what was sold since, as sold', async () => {
    await propose();
    const confirmed = store.confirm();
    await api.answer([dog]);
    await finish();
    await confirmed;
    const back = store.goBack();
    await api.answer([]);
    expect(await api.answer([sale])).toBe(salesOf(1));
    await back;
    expect(plan()?.added).toEqual([]);
    expect(plan()?.putBack).toEqual([{ id: 1, type: 'dog', price: 5, isSold: true }]);
  });

  it('leads back to a list with an id above a trillion', async () => {
    const proposed = store.propose(list(), 'replace');
    await api.answer([pet(1e12 + 1)]);
    await proposed;
    const confirmed = store.confirm();
    await api.answer([pet(1e12 + 1)]);
    await finish();
    await confirmed;
    expect([store.state().phase, store.canGoBack()]).toEqual(['done', true]);
  });

  it('is asked for again when the answer is lost', async () => {
    await propose();
    const confirmed = store.confirm();
    await api.answer([dog]);
    const lost = await api.lose();
    const again = await api.next();
    expect([again.request.method, again.request.body]).toEqual(['POST', lost.request.body]);
    again.flush({});
    await settled();
    await api.answer([]);
    await api.answer([]);
    await confirmed;
    expect(store.state().phase).toBe('done');
    expect(store.message()).toBe('');
  });

  it('asks what was sold of what the shop doesn’t list, and can’t go on without', async () => {
    const proposed = store.propose(list(dog, pet(5), pet(6)), 'replace');
    await api.answer([dog]);
    const asked = await api.next();
    expect(asked.request.urlWithParams).toContain('ids=5%2C6');
    asked.flush({}, { status: 500, statusText: 'No' });
    await proposed;
    expect(store.state().phase).toBe('choosing');
    expect(store.message()).toContain('wrong on the shop’s side');
  });

  it('forgets a list that was put aside while the shop was being loaded', async () => {
    const proposed = store.propose(list(), 'replace');
    const request = await api.next();
    store.startAgain();
    request.flush([dog]);
    await proposed;
    expect(store.state().phase).toBe('choosing');
  });

  it('gives the present list as one that can be imported', async () => {
    const present = store.presentList();
    await api.answer([pet(1, { isSold: true, soldTo: 'a***@e***.org' })]);
    expect(JSON.parse(petListText((await present) ?? []))).toEqual({
      pets: [{ id: 1, type: 'dog', price: 5, isSold: true }],
    });
  });

  describe('that adds to the shop’s', () => {
    const cat = { type: 'cat', price: 6 };
    const bird = { type: 'bird', price: 7 };
    const text = list({ id: 1, type: 'dog', price: 5 }, { id: 1e12, ...cat }, { ...bird });
    const put = (id: number) => `PUT /pets/${id}`;
    const proposeToAdd = async () => {
      const proposed = store.propose(text, 'add');
      expect(await api.answer([dog])).toBe(allPets);
      await proposed;
    };
    const added = () => plan()?.added.map(({ id, type }) => `${id} ${type}`);

    it('gives new ids, and leaves out what is there already', async () => {
      await proposeToAdd();
      expect([added(), plan()?.unchanged, plan()?.removed]).toEqual([['2 cat', '3 bird'], 1, []]);
    });

    it('adds one after the other, and says how far it is', async () => {
      await proposeToAdd();
      const confirmed = store.confirm();
      await api.fail(412, { message: 'taken', nextId: 9 });
      expect(await api.answer(pet(9, cat))).toBe(put(9));
      expect(store.state()).toEqual(jasmine.objectContaining({ phase: 'importing', added: 1 }));
      expect(await api.answer(pet(10, bird))).toBe(put(10));
      await api.answer([]);
      await api.answer([]);
      await confirmed;
      expect(store.state().phase).toBe('done');
    });

    it('stops on demand, and proposes the rest', async () => {
      await proposeToAdd();
      const confirmed = store.confirm();
      const first = await api.next();
      store.stop();
      first.flush(pet(2, cat));
      await confirmed;
      expect([store.state().phase, added()]).toEqual(['proposed', ['3 bird']]);
      expect(store.message()).toBe('1 of 2 pets added.');
    });

    it('goes no further for another user', async () => {
      await proposeToAdd();
      const confirmed = store.confirm();
      const first = await api.next();
      store.startAgain();
      first.flush(pet(2, cat));
      await confirmed;
      expect(store.state().phase).toBe('choosing');
    });

    it('proposes the rest after a failure, and adds none twice', async () => {
      await proposeToAdd();
      const confirmed = store.confirm();
      await api.answer(pet(2, cat));
      const [lost] = [await api.lose(), await api.lose(), await api.lose()];
      await confirmed;
      expect(added()).toEqual(['3 bird']);
      expect(store.message()).toMatch(/^1 of 2 pets added\. The shop can’t be reached/);
      const again = store.confirm();
      const repeated = await api.next();
      const key = (request: typeof lost) => request.request.headers.get('Idempotency-Key');
      expect(key(repeated)).toBe(key(lost));
      repeated.flush(pet(3, bird));
      await settled();
      await api.answer([]);
      await api.answer([]);
      await again;
      expect(store.state().phase).toBe('done');
    });
  });
});
