import { TestBed } from '@angular/core/testing';
import { Theme } from './theme';

describe('The theme', () => {
  const changes: [string | null, string | null][] = [];
  const note = ({ key, newValue }: StorageEvent) => changes.push([key, newValue]);

  beforeEach(() => {
    localStorage.clear();
    changes.length = 0;
    addEventListener('storage', note);
  });
  afterEach(() => {
    removeEventListener('storage', note);
    localStorage.clear();
  });

  it('is that of the device until one is chosen', () => {
    expect(TestBed.inject(Theme).choice()).toBe('system');
  });

  it('is kept, and told to public/first-paint.js, which applies it', () => {
    const theme = TestBed.inject(Theme);
    theme.choose('dark');
    expect(theme.choice()).toBe('dark');
    expect(Object.entries(localStorage)).toEqual([['theme', 'dark']]);
    expect(changes).toEqual([['theme', 'dark']]);
  });

  it('is that of the device again, with nothing kept', () => {
    localStorage.setItem('theme', 'light');
    const theme = TestBed.inject(Theme);
    expect(theme.choice()).toBe('light');
    theme.choose('system');
    expect(theme.choice()).toBe('system');
    expect(localStorage.length).toBe(0);
  });

  it('follows what is chosen in another tab', () => {
    const theme = TestBed.inject(Theme);
    dispatchEvent(new StorageEvent('storage', { key: 'other', newValue: 'dark' }));
    expect(theme.choice()).toBe('system');
    dispatchEvent(new StorageEvent('storage', { key: 'theme', newValue: 'dark' }));
    expect(theme.choice()).toBe('dark');
  });

  for (const stored of ['', 'blue', '<script>', 'DARK']) {
    it(`is that of the device when ${JSON.stringify(stored)} is stored`, () => {
      localStorage.setItem('theme', stored);
      expect(TestBed.inject(Theme).choice()).toBe('system');
    });
  }

  it('still changes where the browser stores nothing', () => {
    spyOn(Storage.prototype, 'getItem').and.throwError('denied');
    spyOn(Storage.prototype, 'setItem').and.throwError('denied');
    const theme = TestBed.inject(Theme);
    theme.choose('dark');
    expect(theme.choice()).toBe('dark');
    expect(changes).toEqual([['theme', 'dark']]);
  });
});
