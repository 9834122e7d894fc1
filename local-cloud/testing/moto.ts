import { spawn, type ChildProcess } from 'node:child_process';

/** Until what stands on descriptor 3 closes: with this process, however it ends. */
const BOUND = '(cat <&3; kill $$) & exec "$@" 3<&-';

/** Starts moto's server on a port of 127.0.0.1. It ends with this process, also when that is killed. */
export function spawnMoto(program: string, port: number): ChildProcess {
  const options = ['-H', '127.0.0.1', '-p', String(port)];
  // There is no such shell on Windows.
  if (process.platform === 'win32') return spawn(program, options, { stdio: 'ignore' });
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const;
  const moto = spawn('sh', ['-c', BOUND, 'sh', program, ...options], { stdio: [...stdio] });
  return moto.once('exit', () => moto.stdio[3]?.destroy());
}
