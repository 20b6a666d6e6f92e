import type { FastifyInstance } from 'fastify';
import type { Db } from '../db/database.ts';
import { isReady } from '../db/migrate.ts';

/** `/health`: this process answers. `/ready`: the database answers and is up to date, else 503. */
export function reportHealth(app: FastifyInstance, db: Db): void {
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (request, reply) => {
    try {
      if (await isReady(db)) return { status: 'ready' };
      return reply.code(503).send({ status: 'not ready', reason: 'The database is not up to date.' });
    } catch (error) {
      request.log.error(error);
      return reply.code(503).send({ status: 'not ready', reason: 'The database does not answer.' });
    }
  });
}
