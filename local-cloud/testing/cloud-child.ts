/** The process of `startCloudProcess`. It ends with its parent. */
import { startCloud, type Cloud, type CloudOptions } from '../src/cloud.ts';

let cloud: Cloud | undefined;

process.on('disconnect', () => process.exit());
process.on('message', async (message: Omit<CloudOptions, 'log'> | 'end functions') => {
  if (message === 'end functions') {
    cloud?.endFunctions();
    process.send?.('functions ended');
    return;
  }
  cloud = await startCloud({ ...message, log: () => undefined });
  process.send?.(cloud.config);
});
process.on('SIGTERM', async () => {
  await cloud?.close();
  process.exit();
});
