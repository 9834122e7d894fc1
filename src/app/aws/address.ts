/**
 * Parses an address and says whether it lies inside the API: the same origin, and a path below the
 * API's. Lookalikes don't count: other hosts that begin the same way, user names before a host, dot
 * segments, empty segments and backslashes.
 *
 * @param apiUrl the API with its stage, without a slash at the end
 * @param address as a caller wrote it; a relative one is relative to the page
 * @returns the address exactly as a browser will send it, or undefined
 */
export function addressInside(apiUrl: string, address: string): URL | undefined {
  if (!URL.canParse(address, document.baseURI)) return undefined;
  const api = new URL(apiUrl);
  const url = new URL(address, document.baseURI);
  const written = address.split(/[?#]/, 1)[0] ?? '';
  const evasive = /\\|[\t\r\n]|\/(\.|%2e){1,2}(\/|$)/i.test(written);
  const inside =
    url.origin === api.origin &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '' &&
    url.pathname.startsWith(`${api.pathname.replace(/\/$/, '')}/`) &&
    !url.pathname.includes('//');
  return inside && !evasive ? url : undefined;
}
