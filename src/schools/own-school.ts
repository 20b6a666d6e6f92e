import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { may, type Right } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { findSchool, type School } from './schools.ts';

type OwnPage = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
/** A page for those people of a school who have a right; without one, for all of them. */
export type WithSchool = (
  right: Right | undefined,
  work: (request: FastifyRequest, reply: FastifyReply, own: School) => Promise<FastifyReply>,
) => OwnPage;

/** Gives pages the school in whose name somebody asks: never that of an address. */
export function ownSchoolPages({ db }: Pick<Parts, 'db'>): WithSchool {
  return (right, work) => async (request, reply) => {
    const { role } = request.who;
    if (!role?.school_urn || (right && !may(role, right))) return answerError(request, reply, 403);
    const own = await findSchool(db, role.school_urn);
    return own ? work(request, reply, own) : answerError(request, reply, 404);
  };
}
