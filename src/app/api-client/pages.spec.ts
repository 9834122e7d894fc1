import { HttpHeaders, HttpResponse } from '@angular/common/http';
import type { StrictHttpResponse } from '../api/strict-http-response';
import { pages } from './pages';

const answer = (body: string, link?: string): StrictHttpResponse<string> =>
  new HttpResponse({
    body,
    url: 'https://api.example.com/api/pets',
    ...(link && { headers: new HttpHeaders({ Link: link }) }),
  }) as StrictHttpResponse<string>;

describe('Pages', () => {
  it('are asked for with what the link of the one before says, until there is none', async () => {
    const queries: (string | undefined)[] = [];
    const bodies: string[] = [];
    const answers = [
      answer('first', '<?before=5>; rel="next"'),
      answer('second', '<?before=3>; rel="next"'),
      answer('last', '<?before=9>; rel="prev"'),
    ];
    const all = pages((next) => {
      queries.push(next?.toString());
      return Promise.resolve(answers.shift() ?? answer('too much'));
    });
    for await (const body of all) bodies.push(body);
    expect(bodies).toEqual(['first', 'second', 'last']);
    expect(queries).toEqual([undefined, 'before=5', 'before=3']);
  });

  it('are not asked for before the loop comes around', async () => {
    let asked = 0;
    const all = pages(() => {
      asked++;
      return Promise.resolve(answer('a page', '<?before=5>; rel="next"'));
    });
    expect(asked).toBe(0);
    for await (const body of all) {
      expect(body).toBe('a page');
      if (asked === 2) break;
    }
    expect(asked).toBe(2);
  });
});
