import { suggestions } from './suggestions';

const types = ['bird', 'cat', 'catfish', 'dog', 'tomcat'];

describe('Suggested types', () => {
  it('begin with what is typed, or contain it', () => {
    expect(suggestions(types, 'cat')).toEqual(['catfish', 'tomcat']);
    expect(suggestions(types, ' D')).toEqual(['dog', 'bird']);
  });

  it('are none for what no type contains', () => {
    expect(suggestions(types, 'x')).toEqual([]);
    expect(suggestions([], 'cat')).toEqual([]);
    expect(suggestions(types, '.*')).toEqual([]);
  });

  it('are at most eight', () => {
    expect(suggestions(Array.from('abcdefghijkl'), '').length).toBe(8);
  });
});
