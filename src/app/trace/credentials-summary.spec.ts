import { buyer } from '../../testing/fake-identity';
import { testConfig } from '../../testing/test-config';
import { credentialsSummary } from './credentials-summary';

describe('The summary of credentials', () => {
  it('has whatever is secret of them shortened', () => {
    expect(
      credentialsSummary({
        user: buyer,
        roleArn: testConfig.socialRoleArn,
        credentials: {
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
          sessionToken: 'IQoJb3JpZ2luX2Vj'.repeat(20),
          expiration: new Date('2026-11-24T12:00:00Z'),
        },
      }),
    ).toEqual({
      roleArn: testConfig.socialRoleArn,
      roleSessionName: 'amazon-2',
      accessKeyId: 'ASIA…MPLE',
      secretAccessKey: 'wJal…EKEY',
      sessionToken: 'IQoJ…X2Vj',
      expiration: new Date('2026-11-24T12:00:00Z'),
    });
  });
});
