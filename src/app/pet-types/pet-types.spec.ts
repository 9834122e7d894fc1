import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { sent, settled, until } from '../../testing/sent';
import { provideApiConfiguration } from '../api/api-configuration';
import { PetTypes } from './pet-types';

describe('The types of pets', () => {
  it('are those of the shop, and stay when it is out of reach', async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideApiConfiguration('https://api.example.com/api'),
      ],
    });
    const http = TestBed.inject(HttpTestingController);
    const types = TestBed.inject(PetTypes);
    http.verify();
    types.load();
    types.load();
    const request = await sent(http);
    expect(request.request.url).toBe('https://api.example.com/api/pets/types');
    request.flush(['cat', 'dog']);
    await until(() => types.types()[0]);
    types.load();
    (await sent(http)).flush('', { status: 500, statusText: 'No' });
    await settled();
    http.verify();
    expect(types.types()).toEqual(['cat', 'dog']);
  });
});
