import { singulars } from './singulars';

/** The pictures in public/pets.svg but for the paw, each with other words for what it shows. */
const pictures = [
  'bird budgie canary finch',
  'butterfly',
  'cat kitten kitty persian siamese tomcat',
  'chicken chick hen rooster',
  'chipmunk squirrel',
  'cow calf',
  'crab',
  'dog beagle bulldog chihuahua corgi dachshund labrador pup puppy retriever terrier',
  'donkey mule',
  'duck duckling',
  'fish goldfish guppy koi',
  'fox',
  'frog toad',
  'goat',
  'goose geese',
  'hamster chinchilla gerbil',
  'hedgehog',
  'horse foal pony',
  'lizard chameleon gecko iguana',
  'llama alpaca',
  'monkey',
  'mouse mice',
  'otter ferret',
  'owl',
  'parrot cockatiel cockatoo macaw parakeet',
  'penguin',
  'pig piglet',
  'poodle',
  'rabbit bunny hare',
  'rat',
  'sheep lamb',
  'snail',
  'snake python',
  'spider tarantula',
  'turtle tortoise',
  'unicorn',
];

const pictureOf: ReadonlyMap<string, string> = new Map(
  pictures.flatMap((words) => words.split(' ').map((word, _, [picture = '']) => [word, picture])),
);

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
        .flatMap(singulars)
        .map((word) => pictureOf.get(word))
        .find((picture) => picture);
  return `pets.svg#${name ?? 'paw'}`;
}
