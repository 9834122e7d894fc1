import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as validators from '../api/validators.cjs';
import { handlerOf } from '../http/handler.ts';
import { HttpError } from '../http/http-error.ts';
import { headerOf, parseBody, parseParameters } from '../http/input.ts';
import { putPet, removePet, replacePets } from '../logic/pets.ts';
import type { Only } from '../logic/pets.ts';

export const handler = handlerOf({
  'POST /pets': async (event) => {
    const { pets } = parseBody(event, validators.PetList);
    await replacePets(pets);
    return { status: 200, body: {} };
  },

  'PUT /pets/{petId}': async (event) => {
    const { petId } = parseParameters(event, validators.PetsPetIdPutParameters);
    const details = parseBody(event, validators.PetDetails);
    const only = onlyOf(event);
    const idempotencyKey = idempotencyKeyOf(event, only);
    const { pet, created } = await putPet({ id: petId, ...details }, only, idempotencyKey);
    return { status: created ? 201 : 200, body: pet };
  },

  'DELETE /pets/{petId}': async (event) => {
    const { petId } = parseParameters(event, validators.PetsPetIdDeleteParameters);
    return { status: 200, body: await removePet(petId) };
  },
});

/** `If-Match: *` only changes, `If-None-Match: *` only creates (RFC 9110, section 13.1). */
function onlyOf(event: APIGatewayProxyEvent): Only | undefined {
  const change = hasStar(event, 'If-Match');
  const create = hasStar(event, 'If-None-Match');
  if (change && create) throw new HttpError(400, 'Use If-Match or If-None-Match, not both.');
  if (change) return 'change';
  return create ? 'create' : undefined;
}

function hasStar(event: APIGatewayProxyEvent, name: string): boolean {
  const header = headerOf(event, name);
  if (header === undefined) return false;
  if (header === '*') return true;
  throw new HttpError(400, `${name} must be "*" or left out.`);
}

/** The key with which a repeated call recognizes the pet that it has created. */
function idempotencyKeyOf(event: APIGatewayProxyEvent, only: Only | undefined): string | undefined {
  const key = headerOf(event, 'Idempotency-Key');
  if (key === undefined) return undefined;
  if (only !== 'create') throw new HttpError(400, 'Idempotency-Key works only with If-None-Match.');
  if (/^[A-Za-z0-9_-]{1,64}$/.test(key)) return key;
  throw new HttpError(400, 'Idempotency-Key must be 1 to 64 ASCII letters, digits, "-" or "_".');
}
