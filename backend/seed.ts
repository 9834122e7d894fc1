import { listedItem } from './src/table/item.ts';

const pets = [
  { id: 1, type: 'dog', price: 249.99 },
  { id: 2, type: 'cat', price: 124.99 },
  { id: 3, type: 'goldfish', price: 4.99 },
  { id: 4, type: 'rabbit', price: 39.5 },
  { id: 5, type: 'parrot', price: 349 },
  { id: 6, type: 'hamster', price: 14.99 },
  { id: 7, type: 'turtle', price: 59 },
  { id: 8, type: 'horse', price: 4200 },
  { id: 9, type: 'hedgehog', price: 89.9 },
  { id: 10, type: 'duck', price: 24.99 },
  { id: 11, type: 'snake', price: 110 },
  { id: 12, type: 'puppy', price: 480 },
];

/** The items with which each table of the template begins on the local cloud. */
export default { PetsTable: pets.map(listedItem) };
