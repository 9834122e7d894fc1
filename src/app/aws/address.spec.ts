import { addressInside } from './address';

const api = 'https://api.example.com/api';

describe('An address', () => {
  for (const inside of [
    `${api}/pets`,
    `${api}/pets/1?limit=2`,
    'https://API.example.com:443/api/pets',
  ]) {
    it(`lies inside the API: ${inside}`, () => {
      expect(addressInside(api, inside)?.href).toBe(new URL(inside).href);
    });
  }

  const lookAlikes = [
    'https://api.example.com.evil.example/api/pets',
    'https://evil.example/api/pets',
    `https://evil.example/?${api}/pets`,
    `https://evil.example/#${api}/pets`,
    'https://api.example.com@evil.example/api/pets',
    'https://api.example.com:pw@evil.example/api/pets',
    'https://user@api.example.com/api/pets',
    'http://api.example.com/api/pets',
    'https://api.example.com:8443/api/pets',
    '//evil.example/api/pets',
    'https:\\\\api.example.com\\api\\pets',
    'https://api.example.com/apis/pets',
    'https://api.example.com/api-evil/pets',
    'https://api.example.com/api',
    'https://api.example.com/other',
    `${api}/../other`,
    `${api}/../api/pets`,
    `${api}/%2e%2e/other`,
    `${api}/.%2E/api/pets`,
    `${api}/./pets`,
    `${api}//pets`,
    `${api}/pets\\..\\..\\other`,
    'https://api.example.com/a\npi/../api/pets',
    `${api}/pets#fragment`,
    '/api/pets',
    'api/pets',
    'javascript:alert(1)',
    'data:text/plain,x',
    '',
  ];
  for (const address of lookAlikes) {
    it(`does not lie inside the API: ${JSON.stringify(address)}`, () => {
      expect(addressInside(api, address)).toBeUndefined();
    });
  }

  it('lies inside an API that has no path of its own', () => {
    expect(addressInside('http://localhost:4212', 'http://localhost:4212/pets')).toBeDefined();
  });
});
