import type { IncomingMessage, ServerResponse } from 'node:http';

type Json = Record<string, unknown>;

/** A change that a tenant was asked for. */
export interface Change {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

const CLIENT_ID = 'machine123';

/** The secret of the machine-to-machine application. */
export const CLIENT_SECRET = 'a-client-secret-that-nobody-may-see';

/**
 * A tenant's Management API, as far as auth0-deploy-cli uses it for what tenant.yaml holds: it
 * keeps what it is told and notes it. It checks nothing of it, as Auth0 does.
 */
export class Auth0Tenant {
  domain = '';
  changes: Change[] = [];
  /** The paths that are refused as not in the plan. */
  refused: string[] = [];
  /** Whether a new application gets every connection that there is. */
  enablesAll = false;
  clients: Json[] = [{ client_id: 'default1', name: 'Default App' }];
  connections: Json[] = [
    {
      id: 'con_1',
      name: 'Username-Password-Authentication',
      strategy: 'auth0',
      options: { disable_signup: false, mfa: { active: true } },
    },
  ];
  enabled: Record<string, string[]> = { con_1: ['default1'] };
  actions: Json[] = [{ id: 'act_1', name: 'Someone else’s', supported_triggers: [] }];
  bindings: Json[] = [{ display_name: 'Someone else’s', action: { name: 'Someone else’s' } }];
  protection: Record<string, Json> = {};

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', `https://${this.domain}`);
      const isForm = request.headers['content-type']?.includes('x-www-form-urlencoded');
      const parsed: unknown = isForm
        ? Object.fromEntries(new URLSearchParams(text))
        : JSON.parse(text || '{}');
      const [status, answer] = this.#respond(request, url, parsed as Json);
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  };

  #respond({ method = '', headers }: IncomingMessage, url: URL, body: Json): [number, unknown] {
    const path = url.pathname;
    if (path === '/.well-known/openid-configuration') {
      // A custom domain issues tokens in its own name.
      return [200, { issuer: `https://${headers.host}/` }];
    }
    if (path === '/oauth/token') {
      const audience = String(body['audience']);
      if (audience !== `https://${this.domain}/api/v2/`) {
        const error_description = `Service not enabled within domain: ${audience}`;
        return [403, { error: 'access_denied', error_description }];
      }
      const isKnown = body['client_id'] === CLIENT_ID && body['client_secret'] === CLIENT_SECRET;
      return isKnown
        ? [200, { access_token: 'token', token_type: 'Bearer', expires_in: 3600 }]
        : [401, { error: 'access_denied', error_description: 'Unauthorized' }];
    }
    if (headers.authorization !== 'Bearer token') return [401, { message: 'Bad token' }];
    const resource = path.replace('/api/v2/', '');
    if (this.refused.some((one) => resource.includes(one) && method !== 'GET')) {
      return [403, { statusCode: 403, message: 'This feature is not in your plan.' }];
    }
    if (method !== 'GET') this.changes.push({ method, path: resource, body });
    return this.#resource(method, resource, url.searchParams, body);
  }

  #resource(method: string, path: string, query: URLSearchParams, body: Json): [number, unknown] {
    const [kind = '', ...rest] = path.split('/');
    if (kind === 'clients' && rest[1] === 'connections') {
      const isEnabled = ({ id }: Json) => this.enabled[String(id)]?.includes(rest[0] ?? '');
      return [200, { connections: this.connections.filter(isEnabled) }];
    }
    if (kind === 'clients' && method === 'POST' && this.enablesAll) {
      this.enabled['con_1']?.push(`clients_${this.clients.length + 1}`);
    }
    if (kind === 'clients')
      return this.#collection(this.clients, 'client_id', rest[0], method, body, query, kind);
    if (kind === 'connections') return this.#connection(method, rest, query, body);
    if (kind === 'actions') return this.#action(method, rest, query, body);
    if (kind === 'attack-protection') {
      const name = rest[0] ?? '';
      if (/captcha|bot/.test(name)) return [403, { statusCode: 403, message: 'Not in your plan' }];
      if (method === 'PATCH') this.protection[name] = { ...this.protection[name], ...body };
      return [200, this.protection[name] ?? { enabled: false }];
    }
    return [404, { statusCode: 404, message: 'Not found' }];
  }

  #connection(
    method: string,
    rest: string[],
    query: URLSearchParams,
    body: Json,
  ): [number, unknown] {
    const [id = '', part] = rest;
    if (part === 'clients') {
      const list = (this.enabled[id] ??= []);
      if (method === 'GET') return [200, { clients: list.map((client_id) => ({ client_id })) }];
      for (const { client_id, status } of body as unknown as {
        client_id: string;
        status: boolean;
      }[]) {
        this.enabled[id] = (this.enabled[id] ?? []).filter((one) => one !== client_id);
        if (status) this.enabled[id].push(client_id);
      }
      return [204, {}];
    }
    if (part) return [404, { statusCode: 404, message: 'Not found' }];
    return this.#collection(this.connections, 'id', id, method, body, query, 'connections');
  }

  #action(method: string, rest: string[], query: URLSearchParams, body: Json): [number, unknown] {
    const [kind, id, part] = rest;
    if (kind === 'actions') {
      if (part === 'deploy') return [202, { id: 'version_1', deployed: true }];
      return this.#collection(this.actions, 'id', id, method, body, query, 'actions');
    }
    if (kind === 'triggers' && part === 'bindings') {
      if (method === 'PATCH') {
        this.bindings = (
          body['bindings'] as { ref: { value: string }; display_name: string }[]
        ).map(({ ref, display_name }) => ({ display_name, action: { name: ref.value } }));
      }
      const page = Number(query.get('page') ?? 0);
      const bindings = page > 0 ? [] : this.bindings;
      return [200, { bindings, total: this.bindings.length, page, per_page: 50 }];
    }
    if (kind === 'triggers') return [200, { triggers: [{ id: 'post-login', version: 'v3' }] }];
    return [404, { statusCode: 404, message: 'Not found' }];
  }

  #collection(
    list: Json[],
    key: string,
    id: string | undefined,
    method: string,
    body: Json,
    query: URLSearchParams,
    name: string,
  ): [number, unknown] {
    if (method === 'POST') {
      const made = { ...body, [key]: `${name}_${list.length + 1}`, status: 'built' };
      list.push(made);
      return [201, made];
    }
    if (id) {
      const item = list.find((one) => one[key] === id);
      if (!item) return [404, { statusCode: 404, message: 'Not found' }];
      if (method === 'PATCH') Object.assign(item, body);
      return [200, item];
    }
    const strategy = query.get('strategy');
    const wanted = query.get('name');
    const isLater = Number(query.get('page') ?? 0) > 0;
    const some = (isLater ? [] : list).filter(
      (one) => (!strategy || one['strategy'] === strategy) && (!wanted || one['name'] === wanted),
    );
    const isPaged = query.has('include_totals') || query.has('take') || name === 'actions';
    return [200, isPaged ? { [name]: some, start: 0, limit: 50, total: some.length } : some];
  }
}
