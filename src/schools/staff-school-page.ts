import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { choicesOf, type FormError, fieldsOf, readForm, versionOf } from '../web/form.ts';
import { type Base, basesOf, baseVersion, endBase, saveBase } from './bases.ts';
import { allClusters, clusterOf, findCluster, putIntoCluster } from './clusters.ts';
import { allCoordinators, coordinatorOf, giveCoordinator } from './coordinators.ts';
import { schoolNeeds } from './need-rules.ts';
import { additionOf, saveAddition } from './school-additions.ts';
import {
  additionForm,
  additionValues,
  baseChoices,
  baseForm,
  baseValues,
  sencoChoices,
  sencoForm,
  sencoValues,
} from './school-forms.ts';
import { linksOf } from './school-links.ts';
import { kindNames } from './school-words-rules.ts';
import { findSchool, type School } from './schools.ts';
import { needsSenco, sencoStanding } from './senco-rules.ts';
import { standingSentences } from './senco-words-rules.ts';
import { saveSenco, sencoOf, sencoVersion } from './sencos.ts';

interface Choice {
  value: string;
  text: string;
}

/** The forms of the page: each stands by itself, and shows what somebody typed when it was not taken. */
type Form = 'coordinator' | 'cluster' | 'senco' | 'addition' | `base-${string}`;
interface Typed {
  form: Form;
  errors: FormError[];
  values: Record<string, string>;
  status?: 409;
}

declare module '../web/render.ts' {
  interface Pages {
    'schools/staff-school': {
      school: { urn: string; name: string; facts: [string, string][]; is_closed: boolean };
      successors: { href: string | null; name: string; words: string }[];
      errors: FormError[];
      form: Form | null;
      coordinator: Record<string, string>;
      coordinators: Choice[];
      cluster: Record<string, string>;
      clusters: Choice[];
      bases: { id: string; title: string; said: string; values: Record<string, string> }[];
      base_kinds: Choice[];
      needs: { code: string; name: string }[];
      senco: { values: Record<string, string>; sentences: string[]; is_known: boolean; is_asked: boolean };
      qualifications: Choice[];
      answers: Choice[];
      addition: { values: Record<string, string>; written: string | null };
    };
  }
}

type OfSchool = FastifyRequest<{ Params: { urn: string; id: string } }>;

const changedMeanwhile =
  'Somebody else has changed this meanwhile. Look at what stands now, then save again if it is still right.';

/** `/staff/schools/<urn>`: what the council adds to a school of the register, each part a form of its own. */
export function staffSchool(staff: FastifyInstance, { db, now }: Parts): void {
  /** A school for those who may change it. */
  const withSchool =
    (work: (request: OfSchool, reply: FastifyReply, school: School) => Promise<FastifyReply>) =>
    async (request: OfSchool, reply: FastifyReply): Promise<FastifyReply> => {
      if (!may(request.who.role, 'edit_schools')) return answerError(request, reply, 403);
      const school = await findSchool(db, request.params.urn);
      return school ? work(request, reply, school) : answerError(request, reply, 404);
    };

  async function show(reply: FastifyReply, school: School, typed?: Typed) {
    const { urn } = school;
    const today = dayOf(now());
    const [links, coordinators, coordinator, clusters, cluster, bases, senco, kept] = await Promise.all([
      linksOf(db, urn),
      allCoordinators(db),
      coordinatorOf(db, urn),
      allClusters(db),
      clusterOf(db, urn),
      basesOf(db, urn),
      sencoOf(db, urn),
      additionOf(db, urn),
    ]);
    // what was typed stands in its form, with the version of what stands now
    const values = (form: Form, stored: Record<string, string>, version: string): Record<string, string> =>
      typed?.form === form
        ? { ...stored, ...blankBoxes(stored), ...typed.values, [version]: stored[version] ?? '' }
        : stored;
    const before = (form: 'coordinator' | 'cluster', value: string) =>
      values(form, { [form]: value, before: value }, 'before');
    const baseLine = (base: Base | undefined) => {
      const form: Form = `base-${base?.id ?? 'new'}`;
      return {
        id: base?.id ?? 'new',
        title: base?.name ?? 'Add a base',
        said: base
          ? `${base.written_by === 'register' ? 'The register' : base.written_by}, ${momentInWords(base.written_at)}`
          : '',
        values: values(form, baseValues(base, baseVersion(base), today), 'version'),
      };
    };
    return reply.code(typed ? (typed.status ?? 422) : 200).page('schools/staff-school', {
      school: { urn, name: school.name, facts: factsOf(school), is_closed: school.status === 'closed' },
      successors: links
        .filter(({ kind }) => kind === 'successor')
        .map((link) => ({
          href: link.is_here ? `/staff/schools/${link.urn}` : null,
          name: link.name,
          words: link.words,
        })),
      errors: typed?.errors ?? [],
      form: typed?.form ?? null,
      coordinator: before('coordinator', coordinator?.id ?? ''),
      coordinators: [{ value: '', text: 'Nobody' }, ...coordinators.map(({ id, name }) => ({ value: id, text: name }))],
      cluster: before('cluster', cluster?.slug ?? ''),
      clusters: [{ value: '', text: 'None' }, ...clusters.map(({ slug, name }) => ({ value: slug, text: name }))],
      bases: [...bases, undefined].map(baseLine),
      base_kinds: choicesOf(baseChoices.kinds),
      needs: [...schoolNeeds],
      senco: {
        values: values('senco', sencoValues(senco, sencoVersion(senco)), 'version'),
        sentences: senco ? standingSentences(sencoStanding(senco, today)) : [],
        is_known: senco !== undefined,
        is_asked: needsSenco(school),
      },
      qualifications: choicesOf(sencoChoices.qualifications),
      answers: choicesOf(sencoChoices.answers),
      addition: {
        values: values('addition', additionValues(kept.addition, kept.version), 'version'),
        written: kept.written_at && `${kept.written_by}, ${momentInWords(kept.written_at)}`,
      },
    });
  }

  const done = (reply: FastifyReply, { urn }: School, part: string) =>
    reply.redirect(`/staff/schools/${urn}#${part}`, 303);
  const changed = (reply: FastifyReply, school: School, form: Form, body: unknown, field: string = form) =>
    show(reply, school, { form, errors: [{ field, text: changedMeanwhile }], values: fieldsOf(body), status: 409 });

  staff.get(
    '/staff/schools/:urn',
    withSchool(async (_request, reply, school) => show(reply, school)),
  );

  staff.post(
    '/staff/schools/:urn/coordinator',
    withSchool(async (request, reply, school) => {
      const { coordinator: id = '', before = '' } = fieldsOf(request.body);
      if (id !== '' && !(await allCoordinators(db)).some((one) => one.id === id))
        return answerError(request, reply, 404);
      const given = await giveCoordinator(db, request.who, [school.urn], { id: id || null, before }, now());
      return given ? done(reply, school, 'coordinator') : changed(reply, school, 'coordinator', request.body);
    }),
  );

  staff.post(
    '/staff/schools/:urn/cluster',
    withSchool(async (request, reply, school) => {
      const { cluster: slug = '', before = '' } = fieldsOf(request.body);
      const cluster = slug === '' ? null : await findCluster(db, slug);
      if (cluster === undefined) return answerError(request, reply, 404);
      const put = await putIntoCluster(db, request.who, [school.urn], { cluster, before }, now());
      return put ? done(reply, school, 'cluster') : changed(reply, school, 'cluster', request.body);
    }),
  );

  staff.post(
    '/staff/schools/:urn/senco',
    withSchool(async (request, reply, school) => {
      const form = readForm(sencoForm(dayOf(now())), request.body);
      if (!form.ok) return show(reply, school, { ...form, form: 'senco' });
      const saved = await saveSenco(db, request.who, school.urn, form.value, now());
      return saved ? done(reply, school, 'senco') : changed(reply, school, 'senco', request.body, 'name');
    }),
  );

  staff.post(
    '/staff/schools/:urn/addition',
    withSchool(async (request, reply, school) => {
      const form = readForm(additionForm, request.body);
      if (!form.ok) return show(reply, school, { ...form, form: 'addition' });
      const { version, addition } = form.value;
      const saved = await saveAddition(db, request.who, school.urn, { version: versionOf(version), addition }, now());
      return saved ? done(reply, school, 'addition') : changed(reply, school, 'addition', request.body, 'about');
    }),
  );

  staff.post(
    '/staff/schools/:urn/bases/:id',
    withSchool(async (request, reply, school) => {
      const { id } = request.params;
      const isThere = id === 'new' || (await basesOf(db, school.urn)).some((base) => base.id === id);
      if (!isThere) return answerError(request, reply, 404);
      const named = (errors: FormError[]) => errors.map(({ field, text }) => ({ field: `${field}-${id}`, text }));
      const form = readForm(baseForm(dayOf(now())), request.body);
      if (!form.ok) return show(reply, school, { values: form.values, errors: named(form.errors), form: `base-${id}` });
      const saved = await saveBase(db, request.who, school.urn, { id: id === 'new' ? null : id, ...form.value }, now());
      return saved ? done(reply, school, 'bases') : changed(reply, school, `base-${id}`, request.body, `name-${id}`);
    }),
  );

  staff.post(
    '/staff/schools/:urn/bases/:id/end',
    withSchool(async (request, reply, school) => {
      const { id } = request.params;
      const isThere = (await basesOf(db, school.urn)).some((base) => base.id === id);
      if (!isThere || !(await endBase(db, request.who, school.urn, id, now()))) return answerError(request, reply, 404);
      return done(reply, school, 'bases');
    }),
  );
}

// A box that is not ticked is not sent.
function blankBoxes(stored: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(stored)
      .filter((name) => /^(?:need_|is_)/.test(name))
      .map((name) => [name, '']),
  );
}

function factsOf(school: School): [string, string][] {
  const state = { proposed: 'Proposed to open', open: 'Open', closing: 'Open, to be closed', closed: 'Closed' }[
    school.status
  ];
  const day = school.status === 'closed' || school.status === 'closing' ? school.closed_on : null;
  return [
    ['Type', `${school.type}: ${kindNames[school.kind].toLowerCase()}`],
    ['State', day ? `${state}, ${dayInWords(day)}` : state],
    ['Council', `${school.la_name ?? 'not known'}${school.area === 'out_of_area' ? ' (out of our area)' : ''}`],
    ['Town', school.town ?? 'not known'],
    ['Last read from the register', momentInWords(school.imported_at)],
  ];
}
