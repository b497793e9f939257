import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Page = (request: IncomingMessage, response: ServerResponse) => void;

export interface LoopbackServer {
  readonly url: string;
  readonly requests: readonly { readonly path: string; readonly range: string | undefined }[];
  close(): Promise<void>;
}

/** A web server on loopback that answers by path and remembers what it was asked. */
export async function startLoopbackServer(pages: Readonly<Record<string, Page>>): Promise<LoopbackServer> {
  const requests: { path: string; range: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    requests.push({ path, range: request.headers.range });
    const page = pages[path];
    if (page === undefined) response.writeHead(404).end('nothing here');
    else page(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A file with support for `Range`; `bytesPerSecond` slows it down. */
export function servedFile(path: string, type: string, bytesPerSecond?: number): Page {
  return (request, response) => {
    const bytes = readFileSync(path);
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const headers = { 'content-type': type, 'accept-ranges': 'bytes', 'content-length': bytes.length - start };
    if (request.headers.range === undefined) response.writeHead(200, headers);
    else response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` });
    if (request.method === 'HEAD') response.end();
    else if (bytesPerSecond === undefined) response.end(bytes.subarray(start));
    else drip(response, bytes.subarray(start), bytesPerSecond);
  };
}

/** A file on a server that may misbehave; change the fields while it runs. */
export interface MovingFile {
  bytes: Buffer;
  etag?: string;
  lastModified?: string;
  /** `ignored`: the whole file for every request; `refused`: 416. */
  ranges: 'honoured' | 'ignored' | 'refused';
  head: 'answered' | 'refused' | 'silent';
  bytesPerSecond?: number;
  /** Called before each request is answered. */
  before?: (request: IncomingMessage) => void;
}

export function movingFile(file: MovingFile, type: string): Page {
  return (request, response) => {
    file.before?.(request);
    const isHead = request.method === 'HEAD';
    if (isHead && file.head === 'silent') return;
    if (isHead && file.head === 'refused') {
      response.writeHead(405).end();
      return;
    }
    const { bytes, etag, lastModified } = file;
    const [, first, last] = /^bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const known = {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { 'last-modified': lastModified }),
    };
    if (first !== undefined && (file.ranges === 'refused' || Number(first) >= bytes.length)) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const partial = first !== undefined && file.ranges === 'honoured';
    const start = partial ? Number(first) : 0;
    const end = partial && last !== undefined && last !== '' ? Math.min(Number(last) + 1, bytes.length) : bytes.length;
    const range = partial ? { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` } : {};
    response.writeHead(partial ? 206 : 200, {
      'content-type': type,
      'content-length': end - start,
      ...known,
      ...range,
    });
    if (isHead) response.end();
    else if (file.bytesPerSecond === undefined) response.end(bytes.subarray(start, end));
    else drip(response, bytes.subarray(start, end), file.bytesPerSecond);
  };
}

/** A text page. */
export function servedText(text: string, type: string): Page {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': type }).end(text);
  };
}

/** Sends bytes for as long as somebody reads them. */
export function endlessStream(type: string, first: Buffer): Page {
  return (request, response) => {
    response.writeHead(200, { 'content-type': type });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    response.write(first);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, 7)));
    };
    response.on('drain', more);
    more();
  };
}

function drip(response: ServerResponse, bytes: Buffer, bytesPerSecond: number): void {
  let at = 0;
  const timer = setInterval(() => {
    const next = Math.min(bytes.length, at + Math.ceil(bytesPerSecond / 20));
    response.write(bytes.subarray(at, next));
    at = next;
    if (at >= bytes.length) {
      clearInterval(timer);
      response.end();
    }
  }, 50);
  response.on('close', () => {
    clearInterval(timer);
  });
}
