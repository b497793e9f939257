import { createHash } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What goes wrong with requests for one file. */
interface Fault {
  /** Cut the connection after this part of the file, this often. */
  readonly cutAt?: number;
  readonly times?: number;
  readonly status?: number;
  readonly ignoreRange?: boolean;
  readonly refuseRange?: boolean;
  readonly dripMs?: number;
  readonly html?: boolean;
  readonly redirect?: string;
  readonly noLength?: boolean;
  readonly delayMs?: number;
  /** Pack the body whatever the client accepts. */
  readonly gzip?: boolean;
  /** Answer a resume with a part that starts this many bytes later. */
  readonly shiftRange?: number;
  /** State this many bytes more than there are, and end without them. */
  readonly overstate?: number;
  /** Refuse with 401 whoever does not bring this token. */
  readonly token?: string;
}

interface SeenRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** A model repository on loopback over real HTTP: `files` by path, `faults` by path, `requests` as they came. */
export interface ModelServer {
  readonly url: string;
  readonly files: Map<string, Buffer>;
  readonly faults: Map<string, Fault>;
  readonly requests: SeenRequest[];
  /** The most answers that were on their way at the same time. */
  readonly busiest: () => number;
  /** Forgets files, faults and requests. */
  forget(): void;
}

export interface ModelHost extends ModelServer {
  close(): void;
}

/** Listens on a free port until `close`. */
export async function startModelHost(): Promise<ModelHost> {
  const files = new Map<string, Buffer>();
  const faults = new Map<string, Fault>();
  const requests: SeenRequest[] = [];
  let open = 0;
  let busiest = 0;
  const server = http.createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/').slice(1);
    const { range, authorization } = request.headers;
    requests.push({ path, range, authorization });
    busiest = Math.max(busiest, ++open);
    response.on('close', () => open--);
    answer(files.get(path), takeFault(faults, path), request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    faults,
    requests,
    busiest: () => busiest,
    forget() {
      files.clear();
      faults.clear();
      requests.length = 0;
      busiest = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The fault for this request; one with `times` wears off. */
function takeFault(faults: Map<string, Fault>, path: string): Fault {
  const fault = faults.get(path) ?? {};
  if (fault.times === undefined) return fault;
  if (fault.times <= 1) faults.delete(path);
  else faults.set(path, { ...fault, times: fault.times - 1 });
  return fault;
}

function answer(file: Buffer | undefined, fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  if (fault.redirect !== undefined) return void response.writeHead(302, { location: fault.redirect }).end();
  if (fault.status !== undefined) return void response.writeHead(fault.status).end();
  if (fault.token !== undefined && request.headers.authorization !== `Bearer ${fault.token}`)
    return void response.writeHead(401).end();
  if (fault.html === true)
    return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Sign in</html>');
  if (file === undefined) return void response.writeHead(404).end();
  const etag = `"${createHash('md5').update(file).digest('hex')}"`;
  const wanted = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
  const partial = !Number.isNaN(wanted) && fault.ignoreRange !== true && (request.headers['if-range'] ?? etag) === etag;
  if (partial && (wanted >= file.length || fault.refuseRange === true))
    return void response.writeHead(416, { 'content-range': `bytes */${file.length + (fault.overstate ?? 0)}` }).end();
  const start = partial ? wanted + (fault.shiftRange ?? 0) : 0;
  const body = fault.gzip === true ? gzipSync(file.subarray(start)) : file.subarray(start);
  response.writeHead(partial ? 206 : 200, {
    etag,
    ...(fault.noLength === true ? {} : { 'content-length': body.length + (fault.overstate ?? 0) }),
    ...(fault.gzip === true ? { 'content-encoding': 'gzip' } : {}),
    ...(partial ? { 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` } : {}),
  });
  if (fault.cutAt !== undefined) {
    const end = Math.max(0, Math.floor(file.length * fault.cutAt) - start);
    // The pause lets the bytes leave before the reset overtakes them.
    response.write(body.subarray(0, end), () => setTimeout(() => response.destroy(), 30));
  } else if (fault.dripMs !== undefined) {
    let at = 0;
    const drip = setInterval(() => response.write(body.subarray(at, ++at)), fault.dripMs);
    response.on('close', () => clearInterval(drip));
  } else if (fault.delayMs !== undefined) {
    response.write(body.subarray(0, Math.floor(body.length / 2)));
    setTimeout(() => response.end(body.subarray(Math.floor(body.length / 2))), fault.delayMs);
  } else if (fault.overstate !== undefined) response.write(body, () => setTimeout(() => response.destroy(), 30));
  else response.end(body);
}
