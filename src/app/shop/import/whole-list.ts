import { Service, inject } from '@angular/core';
import { Api } from '../../api/api';
import { petsGet } from '../../api/functions';
import type { Pet } from '../../api/models';
import { nextPage } from '../../calls/next-page';

/** The largest page that the API gives. */
const PAGE = 100;

/** Loads all pets of the shop, however many. */
@Service()
export class WholeList {
  private readonly api = inject(Api);

  /**
   * @param progress is told how many pets have come
   * @throws the error of the HTTP client
   */
  async load(progress: (count: number) => void): Promise<readonly Pet[]> {
    const pets: Pet[] = [];
    let before: string | null | undefined;
    do {
      const { body, headers, url } = await this.api.invoke$Response(petsGet, {
        limit: PAGE,
        ...(before && { before: Number(before) }),
      });
      pets.push(...body);
      progress(pets.length);
      before = nextPage(headers.get('Link'), url)?.get('before');
    } while (before);
    return pets;
  }
}
