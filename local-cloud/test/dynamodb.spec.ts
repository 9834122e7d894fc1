import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { LocalShop } from '../testing/local-shop.ts';

describe('The local DynamoDB', () => {
  let shop: LocalShop;

  beforeAll(async () => {
    shop = await LocalShop.open();
  });
  afterAll(() => shop.close());

  function client(accessKeyId: string): DynamoDBClient {
    return new DynamoDBClient({
      endpoint: `http://localhost:${shop.ports.dynamodb}`,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey: 'any' },
      maxAttempts: 1,
    });
  }
  const query = new QueryCommand({
    TableName: 'PetsTable',
    IndexName: 'ListById',
    KeyConditionExpression: 'username = :shop',
    ExpressionAttributeValues: { ':shop': { S: 'default' } },
  });
  const write = new PutItemCommand({
    TableName: 'PetsTable',
    Item: { username: { S: 'default' }, id: { N: '99' }, type: { S: 'dog' }, price: { N: '1' } },
  });

  it('lets a function do what its execution role allows', async () => {
    expect((await client('ASIALOCALGETPETINFO').send(query)).Items).toHaveSize(12);
  });

  it('refuses a function what its execution role does not allow', async () => {
    await expectAsync(client('ASIALOCALGETPETINFO').send(write)).toBeRejectedWithError(
      /GetPetInfoRole is not authorized to perform: dynamodb:PutItem/,
    );
    await expectAsync(client('ASIALOCALPURCHASEPET').send(query)).toBeRejectedWithError(
      /not authorized to perform: dynamodb:Query/,
    );
  });

  it('lets the owner of the machine look at everything', async () => {
    expect((await client('anyone').send(query)).Items).toHaveSize(12);
  });
});
