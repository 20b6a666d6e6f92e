import type { FastifyInstance, FastifyReply } from 'fastify';
import { momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may, type Right } from '../people/access-rules.ts';
import { choicesOf, type FormError, fieldsOf, readForm, versionOf } from '../web/form.ts';
import { clusterOf } from './clusters.ts';
import { coordinatorOf } from './coordinators.ts';
import { schoolNeeds } from './need-rules.ts';
import { ownSchoolPages } from './own-school.ts';
import { additionOf, saveAddition } from './school-additions.ts';
import { additionForm, additionValues, sencoChoices, sencoForm, sencoValues } from './school-forms.ts';
import { schoolPeople } from './school-people-page.ts';
import type { School } from './schools.ts';
import { needsSenco, sencoStanding } from './senco-rules.ts';
import { standingSentences } from './senco-words-rules.ts';
import { saveSenco, sencoOf, sencoVersion } from './sencos.ts';

/** Something that a school does here, on the front page of its people who have the right. */
export interface SchoolDoor {
  text: string;
  about: string;
  href: string;
  right: Right;
}

type DetailsForm = 'addition' | 'senco';

declare module '../web/render.ts' {
  interface Pages {
    'schools/own-school': {
      school: { urn: string; name: string };
      doors: Omit<SchoolDoor, 'right'>[];
      coordinator: { name: string; email: string; phone: string | null } | null;
      cluster: { name: string; members: { name: string; urn: string; is_lead: boolean }[] } | null;
      cluster_word: string;
    };
    'schools/own-details': {
      school: { urn: string; name: string };
      errors: FormError[];
      needs: { code: string; name: string }[];
      addition: { values: Record<string, string>; written: string | null };
      senco: { values: Record<string, string>; sentences: string[]; is_known: boolean; is_asked: boolean };
      qualifications: { value: string; text: string }[];
      answers: { value: string; text: string }[];
    };
  }
}

const changedMeanwhile =
  'Somebody else has changed this meanwhile. What you wrote is here still: compare it with what stands below, then save again.';

const details: SchoolDoor = {
  text: 'What your school offers, and your SENCO',
  about: 'What families read about your school on its page here: support, needs, contacts, admissions and travel.',
  href: '/school/details',
  right: 'edit_own_school',
};

const people: SchoolDoor = {
  text: 'Who works here for your school',
  about: 'Invite your SENCO, and end what somebody may do here who has left.',
  href: '/school/people',
  right: 'invite_senco',
};

/** `/school`: what people of a school do here. `/school/details`: what the school offers, and who its SENCO is. */
export function ownSchool(school: FastifyInstance, parts: Parts, doors: readonly SchoolDoor[]): void {
  const { db, now, authority } = parts;
  const withSchool = ownSchoolPages(parts);
  schoolPeople(school, parts, withSchool);

  school.get(
    '/school',
    withSchool(undefined, async (request, reply, { urn, name }) => {
      const open = [details, ...doors, people].filter(({ right }) => may(request.who.role, right));
      return reply.page('schools/own-school', {
        school: { urn, name },
        doors: open.map(({ text, about, href }) => ({ text, about, href })),
        coordinator: await coordinatorOf(db, urn),
        cluster: await clusterOf(db, urn),
        cluster_word: authority.names.cluster,
      });
    }),
  );

  async function show(
    reply: FastifyReply,
    own: School,
    typed?: { form: DetailsForm; errors: FormError[]; values: Record<string, string>; status?: 409 },
  ) {
    const { urn, name } = own;
    const [kept, senco] = await Promise.all([additionOf(db, urn), sencoOf(db, urn)]);
    // what was typed stands in its form, with the version of what stands now
    const values = (form: DetailsForm, stored: Record<string, string>) =>
      typed?.form === form ? { ...typed.values, version: stored.version ?? '' } : stored;
    return reply.code(typed ? (typed.status ?? 422) : 200).page('schools/own-details', {
      school: { urn, name },
      errors: typed?.errors ?? [],
      needs: [...schoolNeeds],
      addition: {
        values: values('addition', additionValues(kept.addition, kept.version)),
        written: kept.written_at && `${kept.written_by}, ${momentInWords(kept.written_at)}`,
      },
      senco: {
        values: values('senco', sencoValues(senco, sencoVersion(senco))),
        sentences: senco ? standingSentences(sencoStanding(senco, dayOf(now()))) : [],
        is_known: senco !== undefined,
        is_asked: needsSenco(own),
      },
      qualifications: choicesOf(sencoChoices.qualifications),
      answers: choicesOf(sencoChoices.answers),
    });
  }

  const changed = (reply: FastifyReply, own: School, form: DetailsForm, body: unknown) =>
    show(reply, own, {
      form,
      errors: [{ field: form === 'senco' ? 'name' : 'about', text: changedMeanwhile }],
      values: fieldsOf(body),
      status: 409,
    });

  school.get(
    '/school/details',
    withSchool('edit_own_school', async (_request, reply, own) => show(reply, own)),
  );

  school.post(
    '/school/details',
    withSchool('edit_own_school', async (request, reply, own) => {
      const form = readForm(additionForm, request.body);
      if (!form.ok) return show(reply, own, { ...form, form: 'addition' });
      const { version, addition } = form.value;
      const saved = await saveAddition(db, request.who, own.urn, { version: versionOf(version), addition }, now());
      return saved ? reply.redirect('/school/details#addition', 303) : changed(reply, own, 'addition', request.body);
    }),
  );

  school.post(
    '/school/details/senco',
    withSchool('edit_own_school', async (request, reply, own) => {
      const form = readForm(sencoForm(dayOf(now())), request.body);
      if (!form.ok) return show(reply, own, { ...form, form: 'senco' });
      const saved = await saveSenco(db, request.who, own.urn, form.value, now());
      return saved ? reply.redirect('/school/details#senco', 303) : changed(reply, own, 'senco', request.body);
    }),
  );
}
