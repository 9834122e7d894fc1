/** The pictures in public/pets, without the paw. */
const pictures: ReadonlySet<string> = new Set([
  'bird',
  'butterfly',
  'cat',
  'chicken',
  'chipmunk',
  'cow',
  'crab',
  'dog',
  'donkey',
  'duck',
  'fish',
  'fox',
  'frog',
  'goat',
  'goose',
  'hamster',
  'hedgehog',
  'horse',
  'lizard',
  'llama',
  'monkey',
  'mouse',
  'otter',
  'owl',
  'parrot',
  'penguin',
  'pig',
  'poodle',
  'rabbit',
  'rat',
  'sheep',
  'snail',
  'snake',
  'spider',
  'turtle',
  'unicorn',
]);

/** Other words for what a picture shows. */
const synonyms: Readonly<Record<string, string>> = {
  alpaca: 'llama',
  beagle: 'dog',
  budgie: 'bird',
  bulldog: 'dog',
  bunny: 'rabbit',
  calf: 'cow',
  canary: 'bird',
  chameleon: 'lizard',
  chick: 'chicken',
  chihuahua: 'dog',
  chinchilla: 'hamster',
  cockatiel: 'parrot',
  cockatoo: 'parrot',
  corgi: 'dog',
  dachshund: 'dog',
  duckling: 'duck',
  ferret: 'otter',
  finch: 'bird',
  foal: 'horse',
  gecko: 'lizard',
  geese: 'goose',
  gerbil: 'hamster',
  goldfish: 'fish',
  guppy: 'fish',
  hare: 'rabbit',
  hen: 'chicken',
  iguana: 'lizard',
  kitten: 'cat',
  kitty: 'cat',
  koi: 'fish',
  labrador: 'dog',
  lamb: 'sheep',
  macaw: 'parrot',
  mice: 'mouse',
  mule: 'donkey',
  parakeet: 'parrot',
  persian: 'cat',
  piglet: 'pig',
  pony: 'horse',
  pup: 'dog',
  puppy: 'dog',
  python: 'snake',
  retriever: 'dog',
  rooster: 'chicken',
  siamese: 'cat',
  squirrel: 'chipmunk',
  tarantula: 'spider',
  terrier: 'dog',
  toad: 'frog',
  tomcat: 'cat',
  tortoise: 'turtle',
};

/**
 * The picture for a pet's type: of the whole type ("Dogs", "puppy"), else of its last word that has
 * one ("golden retriever", "cat (black)"), else a paw.
 *
 * @returns an address relative to the page's base
 */
export function petPicture(type: string): string {
  const words = type.toLowerCase().match(/\p{Letter}+/gu) ?? [];
  const name = words.join(' ').startsWith('guinea pig')
    ? 'hamster'
    : words
        .reverse()
        .flatMap(candidates)
        .find((word) => pictures.has(word));
  return `pets/${name ?? 'paw'}.svg`;
}

function candidates(word: string): string[] {
  const singulars = [
    word,
    word.replace(/ies$/, 'y'),
    word.replace(/es$/, ''),
    word.replace(/s$/, ''),
  ];
  return singulars.flatMap((singular) => [
    singular,
    ...(Object.hasOwn(synonyms, singular) ? [synonyms[singular] ?? ''] : []),
  ]);
}
