import type { z } from 'zod';
import type { UploadStore } from '../../studio/uploads/upload-store.ts';
import type { Handle } from '../rpc-routes.ts';

/** What a route works with. */
export interface ApiParts {
  readonly handle: Handle;
  readonly uploads: UploadStore;
}

interface Asked<Body, Params, Query> {
  readonly body: Body;
  readonly params: Params;
  readonly query: Query;
  /** The body as it comes in, for routes that take a file. */
  readonly stream: AsyncIterable<Uint8Array> | undefined;
  readonly sizeBytes: number | undefined;
  readonly signal: AbortSignal;
}

/** What a route answers: JSON, or text of some type. */
export type ApiAnswer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly text: string; readonly type: string };

/** One endpoint for programs: what is checked, what is documented and what is done are the same thing. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` for parameters, as OpenAPI writes it. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  /** The body is a file. */
  readonly file?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly status: number;
  /** Absent: text, of one of `types`. */
  readonly answer?: z.ZodType;
  readonly types?: readonly string[];
  handle(asked: Asked<unknown, unknown, unknown>, parts: ApiParts): Promise<ApiAnswer>;
}

interface Shapes<Body extends z.ZodType, Params extends z.ZodObject, Query extends z.ZodObject> {
  readonly body?: Body;
  readonly params?: Params;
  readonly query?: Query;
}

/** Declares a route; its handler gets what its schemas say. */
export function apiRoute<Body extends z.ZodType, Params extends z.ZodObject, Query extends z.ZodObject>(
  route: Omit<ApiRoute, 'handle' | 'body' | 'params' | 'query'> &
    Shapes<Body, Params, Query> & {
      handle(asked: Asked<z.output<Body>, z.output<Params>, z.output<Query>>, parts: ApiParts): Promise<ApiAnswer>;
    },
): ApiRoute {
  return route;
}
