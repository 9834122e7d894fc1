import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { freePorts } from '../../../local-cloud/src/ports.ts';

/** What CloudFront adds to every answer, as far as the smoke test looks. */
const POLICY = {
  'Content-Security-Policy': "default-src 'none'",
  'Strict-Transport-Security': 'max-age=63072000',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

const ALLOWED_HEADERS =
  'Authorization,Content-Type,X-Amz-Content-Sha256,X-Amz-Date,X-Amz-Security-Token,X-Id-Token';

/** CloudFront over a bucket and the API, as a visitor meets them, on one port. */
export class LiveSite {
  readonly url: string;
  /** Where the page's files are. */
  bucket = '';
  /** What an unsigned POST gets. */
  unsignedStatus = 403;
  /** The headers with which a page of another origin may call the API. */
  allowedHeaders = ALLOWED_HEADERS;
  /** What CloudFront tells browsers of the list. */
  listCaching = 'no-store';
  /** The page that is shown whatever the bucket holds. */
  stale: string | undefined;
  readonly #server: Server;

  static async start(s3: S3Client): Promise<LiveSite> {
    const [port = 0] = await freePorts(1);
    return new LiveSite(port, s3);
  }

  private constructor(port: number, s3: S3Client) {
    this.url = `http://localhost:${port}`;
    this.#server = createServer(async ({ method, url = '/' }, response) => {
      if (url.startsWith('/api/pets')) {
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Access-Control-Allow-Headers', this.allowedHeaders);
        response.setHeader('Cache-Control', this.listCaching);
        if (method === 'POST') response.writeHead(this.unsignedStatus);
        response.end('[]');
        return;
      }
      const Key = url === '/' ? 'index.html' : url.slice(1);
      try {
        const file = await s3.send(new GetObjectCommand({ Bucket: this.bucket, Key }));
        const body = await file.Body?.transformToByteArray();
        response.writeHead(200, {
          ...POLICY,
          'Content-Type': file.ContentType,
          'Cache-Control': file.CacheControl,
        });
        response.end(Key === 'index.html' && this.stale ? this.stale : body);
      } catch {
        response.writeHead(404).end();
      }
    });
    this.#server.listen(port, 'localhost');
  }

  reset(): void {
    this.unsignedStatus = 403;
    this.allowedHeaders = ALLOWED_HEADERS;
    this.listCaching = 'no-store';
    this.stale = undefined;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
