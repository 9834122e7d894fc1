// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.

import type * as models from './models.ts' with { 'resolution-mode': 'import' };

/** One way in which a value breaks its schema. */
export interface Violation {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}
/** Says whether a value fits its schema; if not, `errors` holds the first violation. */
export interface Validator<T> {
  (value: unknown): value is T;
  errors?: Violation[] | null;
}
export const PetDetails: Validator<models.PetDetails>;
export const PetList: Validator<models.PetList>;
export const Purchase: Validator<models.Purchase>;
export const PetsGetParameters: Validator<models.PetsGetParameters>;
export const PetsPurchaseGetParameters: Validator<models.PetsPurchaseGetParameters>;
export const PetsPetIdPutParameters: Validator<models.PetsPetIdPutParameters>;
export const PetsPetIdDeleteParameters: Validator<models.PetsPetIdDeleteParameters>;
