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
