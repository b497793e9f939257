import { z } from 'zod';
import type { ApiRoute } from './api-route.ts';
import { errorSchema } from './job-schemas.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

/** The endpoints as an OpenAPI 3.1 document, made of the schemas that check what comes in. */
export function openApiOf(routes: readonly ApiRoute[], origin: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: { title: 'Voxlane', version: '1', description: 'Jobs and results of a Voxlane library.' },
    servers: [{ url: origin }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: '`voxlane serve --api-token`' } },
      schemas: { Error: schemaOf(errorSchema, 'output') },
    },
    paths,
  };
}

function operationOf({ id, summary, params, query, body, file, status, answer, types = [] }: ApiRoute): object {
  const texts = types.map((type): [string, object] => [type.replace(/;.*/u, ''), { schema: { type: 'string' } }]);
  const content: object = answer === undefined ? Object.fromEntries(texts) : json(schemaOf(answer, 'output'));
  const failed = { description: 'Why not.', content: json({ $ref: '#/components/schemas/Error' }) };
  return {
    operationId: id,
    summary,
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(schemaOf(body, 'input')) } }),
    ...(file === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } }),
    responses: { [status]: { description: 'Done.', content }, '401': failed, default: failed },
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): object[] {
  return Object.entries<z.ZodType>(schema?.shape ?? {}).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(part, undefined).success,
    schema: schemaOf(part, 'input'),
  }));
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}
