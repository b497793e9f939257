import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccessStore } from './access-store.ts';
import { notSignedIn } from './errors.ts';
import { LOGIN_SCRIPT } from './login-texts.ts';
import { endedCookie, sessionCookie, sessionOf } from './session-cookie.ts';

const wishSchema = z.object({ token: z.string().min(1).max(200) });

/** Signing in with a token that works once, asking whether one is, and signing out. */
export function addLoginRoutes(app: FastifyInstance, access: AccessStore, port: () => number): void {
  app.get('/login.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-store').send(LOGIN_SCRIPT),
  );
  app.post('/login', { bodyLimit: 4096 }, (request, reply) => {
    const wish = wishSchema.safeParse(request.body);
    if (!wish.success || !access.redeem('login', wish.data.token))
      return reply.code(401).send({ ok: false, error: notSignedIn().toData() });
    return reply.header('set-cookie', sessionCookie(port(), access.issue('session'))).send({ ok: true });
  });
  app.get('/session', (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  app.post('/logout', (request, reply) => {
    const session = sessionOf(port(), request.headers.cookie);
    if (session !== undefined) access.redeem('session', session);
    return reply.header('set-cookie', endedCookie(port())).send({ ok: true });
  });
}
