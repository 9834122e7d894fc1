/**
 * The query of the next page, from the header Link of this one.
 *
 * @param link for example `<?limit=50&before=17>; rel="next"` (RFC 8288), or null
 * @param url the address that was asked, to which the link is relative
 */
export function nextPage(link: string | null, url: string | null): URLSearchParams | undefined {
  for (const [, target = '', parameters = ''] of (link ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    const isNext = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/);
    if (isNext.includes('next') && URL.canParse(target, url ?? undefined)) {
      return new URL(target, url ?? undefined).searchParams;
    }
  }
  return undefined;
}
