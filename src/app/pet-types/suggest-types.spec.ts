import { suggestTypes } from './suggest-types';

const types = ['bird', 'cat', 'catfish', 'dog', 'tomcat'];

describe('Suggested types', () => {
  it('begin with what is typed, or contain it, in whatever case', () => {
    expect(suggestTypes(types, ' CAT')).toEqual(['cat', 'catfish', 'tomcat']);
    expect(suggestTypes(types, ' D')).toEqual(['dog', 'bird']);
  });

  it('are none for what no type contains', () => {
    expect(suggestTypes(types, 'x')).toEqual([]);
    expect(suggestTypes([], 'cat')).toEqual([]);
    expect(suggestTypes(types, '.*')).toEqual([]);
  });

  it('are at most eight', () => {
    expect(suggestTypes(Array.from('abcdefghijkl'), '').length).toBe(8);
  });
});
