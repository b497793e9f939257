import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { contentPolicy } from '../shared/page-policy.ts';

/** The built page and its parts. Names of parts hold a hash of their content, so browsers keep them. */
export async function addPageRoutes(app: FastifyInstance, folder: string): Promise<void> {
  app.get('/', async (_request, reply) => {
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const nonce = randomBytes(18).toString('base64url');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', contentPolicy(nonce))
      .send(page.replace('<head>', `<head>\n    <meta name="csp-nonce" content="${nonce}" />`));
  });
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    dotfiles: 'deny',
    immutable: true,
    maxAge: '365d',
  });
}
