import type { FastifyReply } from 'fastify';
import { csvLine } from '../web/csv.ts';

/** Answers with a table to be saved as a file. */
export function sendCsv(reply: FastifyReply, name: string, lines: readonly (readonly string[])[]): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(`\uFEFF${lines.map(csvLine).join('')}`);
}
