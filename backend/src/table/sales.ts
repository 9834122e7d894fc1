import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient, TABLE } from './dynamodb.ts';
import { SHOP } from './item.ts';
import type { SaleEntry, SoldPetItem } from './item.ts';

/** Where a page of sales ends. */
export type SalePosition = Pick<SoldPetItem, 'id' | 'soldAt'>;

/** The first and the last moment of what is asked for, in the form of `soldAt`. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

/** Below and above each time that `Date.toISOString` writes of the years 0 to 9999. */
export const ALWAYS: Period = { first: '0', last: ':' };

/** The sales of a period to one buyer, or all of the shop's, the latest first, from after `after`. */
export async function querySales(
  of: { buyer: string } | 'shop',
  { first, last }: Period,
  limit: number,
  after?: SalePosition,
): Promise<{ sales: SaleEntry[]; end?: SalePosition }> {
  const [index, key] =
    of === 'shop' ? ['SalesByTime', { soldBy: SHOP }] : ['PurchasesByBuyer', { buyer: of.buyer }];
  const [name, value] = Object.entries(key)[0] as [string, string];
  const { Items = [], LastEvaluatedKey } = await documentClient.send(
    new QueryCommand({
      TableName: TABLE,
      IndexName: index,
      KeyConditionExpression: '#key = :key AND soldAt BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#key': name },
      ExpressionAttributeValues: { ':key': value, ':first': first, ':last': last },
      ScanIndexForward: false,
      Limit: limit,
      ...(after && { ExclusiveStartKey: { ...key, username: SHOP, ...after } }),
    }),
  );
  const end = LastEvaluatedKey as SalePosition | undefined;
  return { sales: Items as SaleEntry[], ...(end && { end }) };
}
