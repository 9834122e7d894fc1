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
 * What a shopkeeper enters about a pet.
 */
export interface PetDetails {
  /**
   * Visible text, for example "dog", without control characters, lone surrogates or bidirectional overrides. At most 40 characters as people count them (grapheme clusters, Unicode Standard Annex 29), made of at most 240 code points.
   */
  type: string;
  /**
   * In US dollars, whole cents.
   */
  price: number;
}

/**
 * A pet in a list that replaces the shop's. isSold and soldTo are allowed, as in a list read from the shop, and ignored: only a purchase sells a pet.
 */
export interface ListedPet {
  /**
   * Above a trillion, at most a thousand more than the highest id ever used, so that there is always a next one for a new pet.
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
 * What is wrong and what to do. If IAM refuses, API Gateway's own body has "Message".
 */
export interface Error {
  message?: string;
  Message?: string;
}

export interface PreconditionFailed {
  message: string;
  /**
   * The next free id, if the requested one is taken or too high.
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
