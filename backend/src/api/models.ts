// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.

/**
 * A pet as the shop shows it.
 */
export interface Pet {
  id: number;
  type: string;
  /**
   * In US dollars.
   */
  price: number;
  isSold: boolean;
  /**
   * The buyer's email address, masked for everyone else ("a***@e***.com").
   */
  soldTo?: string;
}

export type Pets = Pet[];

export type Types = string[];

/**
 * What a shop keeper says of a pet.
 */
export interface PetDetails {
  /**
   * Text with something visible, without control characters, halves of characters and what overrides the direction of text, for example "dog". At most 40 characters as people count them (grapheme clusters, Unicode Standard Annex 29), made of at most 240 code points.
   */
  type: string;
  /**
   * In US dollars, whole cents.
   */
  price: number;
}

/**
 * A pet of a list that replaces the shop's. isSold and soldTo may be there, as in a list that was read from the shop, and are ignored: only a purchase sells a pet.
 */
export interface ListedPet {
  /**
   * Above a trillion at most a thousand more than the highest that was ever used, so that there always is a next one for a pet that is added.
   */
  id: number;
  type: string;
  /**
   * In US dollars, whole cents.
   */
  price: number;
  isSold?: boolean;
  soldTo?: string;
}

export interface PetList {
  pets: ListedPet[];
}

export interface Purchase {
  petId: number;
  /**
   * The buyer's ID token. It is in the body because the signature occupies the Authorization header.
   */
  authToken: string;
}

/**
 * A pet that was bought.
 */
export interface Sale {
  id: number;
  type: string;
  /**
   * In US dollars.
   */
  price: number;
  /**
   * The buyer's email address.
   */
  soldTo: string;
  /**
   * When it was bought (RFC 3339, UTC).
   */
  soldAt: string;
  /**
   * Whether the shop still lists this pet.
   */
  isListed: boolean;
}

export type Sales = Sale[];

export interface Nothing {}

/**
 * What is wrong and what to do. Where IAM refuses, API Gateway's own body has "Message".
 */
export interface Error {
  message?: string;
  Message?: string;
}

export interface PreconditionFailed {
  message: string;
  /**
   * The next free id, if the one that was asked for can't be had.
   */
  nextId?: number;
}

export interface PetsGetParameters {
  limit: number;
  before?: number;
  after?: string;
  type?: string;
  available: boolean;
  minPrice?: number;
  maxPrice?: number;
  sort?: 'newest' | 'price-asc' | 'price-desc';
}

export interface PetsPurchaseGetParameters {
  limit: number;
  after?: string;
  since?: string;
  until?: string;
  /**
   * @minItems 1
   */
  ids?: [number, ...number[]];
}

export interface PetsPetIdPutParameters {
  petId: number;
}

export interface PetsPetIdDeleteParameters {
  petId: number;
}
