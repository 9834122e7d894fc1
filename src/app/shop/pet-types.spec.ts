import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { sent } from '../../testing/sent';
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
    const loading = types.load();
    const request = await sent(http);
    expect(request.request.url).toBe('https://api.example.com/api/pets/types');
    request.flush(['cat', 'dog']);
    await loading;
    const again = types.load();
    (await sent(http)).flush('', { status: 500, statusText: 'No' });
    await again;
    expect(types.types()).toEqual(['cat', 'dog']);
  });
});
