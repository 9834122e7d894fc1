// Ends this process when the one that started it is gone, however that ended: kill -9 tells nobody.
// `startNode` and run.mjs load it with `--import` into what they start, and name themselves in
// SECURED_PETS_PARENT. Plain JavaScript, because run.mjs loads it too.
import { isMainThread } from 'node:worker_threads';

const parent = Number(process.env.SECURED_PETS_PARENT || process.ppid);
delete process.env.SECURED_PETS_PARENT;

const INTERVAL_MS = 500;
const TIMEOUT_MS = 10000;

if (isMainThread) endUnless(() => process.ppid === parent && isAlive(parent));

/** Ends this process soon after a condition has ceased to hold: as SIGTERM does, in the end by force. */
export function endUnless(holds) {
  const timer = setInterval(() => {
    if (holds()) return;
    clearInterval(timer);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), TIMEOUT_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  }, INTERVAL_MS);
  timer.unref();
}

/** Windows keeps the number of a parent that is gone. */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
