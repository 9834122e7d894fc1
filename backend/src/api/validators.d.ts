// Generated from backend/openapi.yaml by `npm run generate`. Do not edit.

/** One way in which a value breaks its schema. */
export interface Violation {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}
/** Says whether a value fits its schema; if not, `errors` holds the first violation. */
export interface Validator {
  (value: unknown): boolean;
  errors?: Violation[] | null;
}
export const PetDetails: Validator;
export const PetList: Validator;
export const Purchase: Validator;
export const petsGetParameters: Validator;
export const petsPurchaseGetParameters: Validator;
export const petsPetIdPutParameters: Validator;
export const petsPetIdDeleteParameters: Validator;
