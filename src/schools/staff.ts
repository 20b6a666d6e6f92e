import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { allClusters } from './clusters.ts';
import { allCoordinators } from './coordinators.ts';
import { kindNames } from './school-words-rules.ts';
import { qualificationWords } from './senco-words-rules.ts';
import { staffClusters } from './staff-clusters.ts';
import { staffCoordinators } from './staff-coordinators.ts';
import { type ListedSchool, listSchoolsForStaff, looks, type SchoolFilter } from './staff-school-list.ts';
import { staffSchool } from './staff-school-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'schools/staff-schools': {
      values: SchoolFilter;
      clusters: Choice[];
      coordinators: Choice[];
      looks: Choice[];
      total: number;
      schools: {
        href: string;
        name: string;
        about: string;
        cluster: string;
        coordinator: string;
        senco: string;
        base: string | null;
      }[];
      csv: string;
      previous: string | null;
      next: string | null;
    };
  }
}

interface Choice {
  value: string;
  text: string;
}

const page_size = 50;

/** `/staff/schools`: the register for the council: who answers for a school, its cluster, its bases, its SENCO. */
export function staffSchools(staff: FastifyInstance, parts: Parts): void {
  const { db, now, authority } = parts;

  staff.get('/staff/schools', async (request, reply) => {
    if (!may(request.who.role, 'edit_schools')) return answerError(request, reply, 403);
    const { page = '1', ...asked } = fieldsOf(request.query);
    const filter = readFilter(asked);
    const found = await listSchoolsForStaff(db, filter, dayOf(now()));
    const last = Math.max(1, Math.ceil(found.length / page_size));
    const at = Math.min(last, /^\d{1,4}$/.test(page) ? Math.max(1, Number(page)) : 1);
    const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
    const pageAt = (n: number) => `/staff/schools?${new URLSearchParams([...query, ['page', String(n)]])}`;
    const all = (what: string, none: string): Choice[] => [
      { value: '', text: what },
      { value: 'none', text: none },
    ];
    return reply.page('schools/staff-schools', {
      values: filter,
      clusters: [
        ...all(`All ${authority.names.clusters}`, `In no ${authority.names.cluster}`),
        ...(await allClusters(db)).map(({ slug, name }) => ({ value: slug, text: name })),
      ],
      coordinators: [
        ...all('All co-ordinators', 'Without a co-ordinator'),
        ...(await allCoordinators(db)).map(({ id, name }) => ({ value: id, text: name })),
      ],
      looks: Object.entries(looks).map(([value, text]) => ({ value, text })),
      total: found.length,
      schools: found.slice((at - 1) * page_size, at * page_size).map(lineOf),
      csv: `/staff/schools.csv?${query}`,
      previous: at > 1 ? pageAt(at - 1) : null,
      next: at < last ? pageAt(at + 1) : null,
    });
  });

  staff.get('/staff/schools.csv', async (request, reply) => {
    if (!may(request.who.role, 'edit_schools')) return answerError(request, reply, 403);
    const found = await listSchoolsForStaff(db, readFilter(fieldsOf(request.query)), dayOf(now()));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="schools-${dayOf(now())}.csv"`)
      .send(`\uFEFF${[csvHeader, ...found.map(csvCells)].map(csvLine).join('')}`);
  });

  staffSchool(staff, parts);
  staffClusters(staff, parts);
  staffCoordinators(staff, parts);
}

function readFilter({ q = '', area, cluster = '', coordinator = '', look = '' }: Record<string, string>): SchoolFilter {
  return {
    q: q.slice(0, 200),
    area: area === 'out_of_area' ? 'out_of_area' : 'in_area',
    cluster,
    coordinator,
    look: Object.hasOwn(looks, look) ? (look as SchoolFilter['look']) : '',
  };
}

function lineOf(school: ListedSchool) {
  const { urn, name, town, kind, status, cluster, coordinator, senco, standing, bases, places, occupied } = school;
  const state = status === 'open' ? [] : [{ proposed: 'proposed', closing: 'closing', closed: 'closed' }[status]];
  return {
    href: `/staff/schools/${urn}`,
    name,
    about: [kindNames[kind], ...(town ? [town] : []), ...state, `URN ${urn}`].join(', '),
    cluster: cluster ?? 'none',
    coordinator: coordinator ?? 'none',
    senco: senco === null ? 'not known' : `${senco}${standing ? `: ${qualificationWords(standing)}` : ''}`,
    base:
      bases === 0
        ? null
        : `${places ?? 'unknown'} places in ${bases === 1 ? 'a base' : `${bases} bases`}, ${occupied ?? 'unknown'} taken`,
  };
}

const csvHeader = [
  ...['URN', 'School', 'Type', 'Kind', 'Phase', 'State', 'Town', 'Council', 'Cluster', 'Co-ordinator', 'SENCO'],
  ...['SENCO qualification', 'SENCO qualification due', 'Bases', 'Places', 'Places taken'],
];

function csvCells(school: ListedSchool): string[] {
  const { standing } = school;
  return [
    ...[school.urn, school.name, school.type, kindNames[school.kind], school.phase, school.status],
    ...[school.town, school.la_name, school.cluster, school.coordinator, school.senco],
    ...[standing && qualificationWords(standing), standing?.due_on && dayInWords(standing.due_on)],
    ...[school.bases, school.places, school.occupied],
  ].map((value) => String(value ?? ''));
}
