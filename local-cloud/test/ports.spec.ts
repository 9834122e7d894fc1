import { createServer } from 'node:net';
import { assertFree, freePorts, freePortsOfParts, readPorts } from '../src/ports.ts';

describe('Ports', () => {
  const refusalOf = async (page: number): Promise<string> => {
    const ports = { ...(await freePortsOfParts()), page };
    const error = await assertFree(ports, ['page'], 'npm start --').catch((one: unknown) => one);
    return error instanceof Error ? error.message : '';
  };

  it('are read from options, each its own', () => {
    const options = { 'page-port': '4300', 'api-port': '4301' };
    expect(readPorts(options)).toEqual(
      jasmine.objectContaining({ page: 4300, auth0: 4210, api: 4301 }),
    );
    for (const port of ['abc', '', '0', '65536', '80.5', '-1']) {
      const message = `--api-port needs a port from 1 to 65535, not "${port}".`;
      expect(() => readPorts({ 'api-port': port })).toThrowError(message);
    }
    expect(() => readPorts({ 'api-port': '4200' })).toThrowError(/^Port 4200 is used twice/);
  });

  it('that are free can be used', async () => {
    const [port = 0] = await freePorts(1);
    expect(await refusalOf(port)).toBe('');
  });

  it('that are taken are refused with another one', async () => {
    const [port = 0] = await freePorts(1);
    const server = createServer().listen(port, '127.0.0.1');
    expect(await refusalOf(port)).toMatch(/ \(Page\) is taken\. .* npm start -- --page-port \d+$/);
    server.close();
  });

  it('that a browser never calls are refused', async () => {
    expect(await refusalOf(6000)).toBe(
      'Port 6000 (Page) is blocked by browsers. Choose another: npm start -- --page-port 6100',
    );
  });

  it('that the system keeps for itself are refused', async () => {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const refusal = await refusalOf(81);
      // Some systems let everyone open every port.
      if (refusal === '') pending('Every port may be opened here.');
      expect(refusal).toBe(
        "Port 81 (Page) needs permissions that you don't have. Choose another: npm start -- --page-port 8081",
      );
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
