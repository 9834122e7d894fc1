import { onlyOne, UnsupportedTemplate, type Json, type Template } from './template.ts';

/** What of a site's addresses CloudFront answers from another origin than the site's bucket. */
export interface Behavior {
  /** A path that is compared exactly, case included. */
  path: string;
  methods: readonly string[];
  compress: boolean;
  origin: Origin;
  cache: CachePolicy;
  /** What CloudFront adds to every answer, replacing what the origin says. */
  headers: readonly Header[];
}

export interface Origin {
  /** Where it answers on this machine. */
  url: string;
  /** How often CloudFront asks, before it gives up. */
  attempts: number;
  /** How long it waits for an answer each time, in milliseconds. */
  timeoutMs: number;
  /** What CloudFront adds to each request, replacing what the visitor sent. */
  headers: Readonly<Record<string, string>>;
}

export interface CachePolicy {
  /** The query parameters that name an answer, and that the origin gets. No others, and no headers. */
  parameters: readonly string[];
  /** How long an answer may be kept at most, in seconds. */
  maxTtl: number;
}

export type Header = readonly [name: string, value: string];

/**
 * The behaviors of the template's distribution that have an API as their origin.
 *
 * @throws UnsupportedTemplate for a pattern, a method or a policy that is not known here
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html
 */
export function readBehaviors(template: Template): Behavior[] {
  const { name, properties } = onlyOne(template, 'AWS::CloudFront::Distribution');
  const { CacheBehaviors = [], Origins } = properties['DistributionConfig'] as Json;
  const unsupported = (problem: string) => new UnsupportedTemplate(name, problem);
  return (CacheBehaviors as Json[]).map((one) => {
    const path = String(one['PathPattern']);
    const methods = one['AllowedMethods'] as string[];
    const origin = (Origins as Json[]).find(({ Id }) => Id === one['TargetOriginId']);
    if (!/^(\/[\w-]+)+$/.test(path)) throw unsupported(`expected a path without * or ?: ${path}`);
    if (methods.some((method) => !['GET', 'HEAD'].includes(method))) {
      throw unsupported(`${path}: only GET and HEAD are supported`);
    }
    if (!origin?.['CustomOriginConfig'])
      throw unsupported(`${path}: expected an API as its origin`);
    return {
      path,
      methods,
      compress: one['Compress'] === true,
      origin: readOrigin(origin),
      cache: readCachePolicy(template, String(one['CachePolicyId'])),
      headers: readHeaders(template, String(one['ResponseHeadersPolicyId'])),
    };
  });
}

function readOrigin(origin: Json): Origin {
  const { DomainName, ConnectionAttempts, CustomOriginConfig, OriginCustomHeaders = [] } = origin;
  const { OriginReadTimeout } = CustomOriginConfig as Json;
  const headers = OriginCustomHeaders as { HeaderName: string; HeaderValue: string }[];
  return {
    url: `http://${String(DomainName)}`,
    attempts: Number(ConnectionAttempts),
    timeoutMs: Number(OriginReadTimeout) * 1000,
    headers: Object.fromEntries(headers.map((one) => [one.HeaderName, one.HeaderValue])),
  };
}

function readCachePolicy(template: Template, name: string): CachePolicy {
  const config = template.resources.get(name)?.properties['CachePolicyConfig'] as Json;
  const { MinTTL, DefaultTTL, MaxTTL, ParametersInCacheKeyAndForwardedToOrigin: key } = config;
  const { CookiesConfig, HeadersConfig, QueryStringsConfig } = key as Record<string, Json>;
  const { QueryStringBehavior: behavior, QueryStrings = [] } = QueryStringsConfig ?? {};
  if (
    CookiesConfig?.['CookieBehavior'] !== 'none' ||
    HeadersConfig?.['HeaderBehavior'] !== 'none'
  ) {
    throw new UnsupportedTemplate(name, 'expected no cookies and no headers');
  }
  if (MinTTL !== 0 || DefaultTTL !== 0) {
    throw new UnsupportedTemplate(name, 'expected the origin alone to decide what is cached');
  }
  if (behavior !== 'none' && behavior !== 'whitelist') {
    throw new UnsupportedTemplate(name, `${String(behavior)} query strings are not supported`);
  }
  return { parameters: QueryStrings as string[], maxTtl: Number(MaxTTL) };
}

/** The headers that a response headers policy of the template adds to every answer. */
export function readHeaders(template: Template, name: string): Header[] {
  const { ResponseHeadersPolicyConfig } = template.resources.get(name)?.properties ?? {};
  const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } =
    ResponseHeadersPolicyConfig as {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: string };
        StrictTransportSecurity: { AccessControlMaxAgeSec: number; IncludeSubdomains: boolean };
        ContentTypeOptions: object;
        ReferrerPolicy: { ReferrerPolicy: string };
      };
      CustomHeadersConfig: { Items: { Header: string; Value: string }[] };
    };
  const { AccessControlMaxAgeSec: age, IncludeSubdomains } = security.StrictTransportSecurity;
  return [
    ['Content-Security-Policy', security.ContentSecurityPolicy.ContentSecurityPolicy],
    [
      'Strict-Transport-Security',
      `max-age=${age}${IncludeSubdomains ? '; includeSubDomains' : ''}`,
    ],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', security.ReferrerPolicy.ReferrerPolicy],
    ...custom.Items.map(({ Header, Value }): Header => [Header, Value]),
  ];
}
