import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as validators from '../api/validators.js';
import { HttpError, handlerOf } from '../http.ts';
import { headerOf, parseBody, parseParameters } from '../input.ts';
import { putPet, replacePets } from '../pets.ts';
import { removeListed } from '../table.ts';

export const handler = handlerOf({
  POST: async (event) => {
    const { pets } = parseBody(event, validators.PetList);
    await replacePets(pets);
    return { status: 200, body: {} };
  },

  PUT: async (event) => {
    const { petId } = parseParameters(event, validators.PetsPetIdPutParameters);
    const details = parseBody(event, validators.PetDetails);
    const { pet, created } = await putPet(petId, details, isCreateOnly(event));
    return { status: created ? 201 : 200, body: pet };
  },

  DELETE: async (event) => {
    const { petId } = parseParameters(event, validators.PetsPetIdDeleteParameters);
    await removeListed(petId);
    return { status: 204 };
  },
});

/** `If-None-Match: *` (RFC 9110, section 13.1.2). */
function isCreateOnly(event: APIGatewayProxyEvent): boolean {
  const header = headerOf(event, 'If-None-Match');
  if (header === undefined) return false;
  if (header === '*') return true;
  throw new HttpError(400, 'If-None-Match must be "*" or left out.');
}
