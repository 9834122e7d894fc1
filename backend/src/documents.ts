import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from './environment.ts';

/** The name of PetsTable (see template.yaml). */
export const TABLE = required('TABLE_NAME');

/** Speaks to DynamoDB in plain objects. */
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
