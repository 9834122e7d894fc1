/** Loaded before tests, so that they run on moto's DynamoDB. */
process.env['TABLE_ENGINE'] = 'moto';
