import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleSchool } from './examples.ts';
import { schoolDetail } from './school-detail.ts';

async function coordinatorAt(t: TestContext): Promise<Visitor> {
  const visitor = await startApp(t);
  await exampleSchool(visitor.db, { urn: '990001', name: 'Pier Primary School', town: 'Cromer' });
  await exampleSchool(visitor.db, {
    urn: '990002',
    name: 'Lighthouse High School',
    phase: 'secondary',
    town: 'Cromer',
  });
  await exampleSchool(visitor.db, {
    urn: '990003',
    name: 'Quay School',
    area: 'out_of_area',
    la_code: '935',
    town: 'Beccles',
  });
  await exampleSchool(visitor.db, { urn: '990004', name: 'Old School', status: 'closed', closed_on: '2026-08-31' });
  await signInAs(visitor, { email: 'ewan@council.example.org', role: 'ehc_coordinator' });
  return visitor;
}

async function addCoordinator({ db, post }: Visitor, name: string): Promise<string> {
  await post('/staff/coordinators', { name, email: `${name.toLowerCase()}@council.example.org`, phone: '' });
  const { id } = await db.selectFrom('coordinator').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  return id;
}

const senco = {
  version: 'none',
  name: 'Asha Marlow',
  is_name_public: 'yes',
  email: 'asha@school.example.org',
  is_qualified_teacher: 'yes',
  appointed_on: '2025-01-06',
  course_started_on: '',
  qualification: '',
  qualified_on: '',
};

test('the list finds schools by name, by co-ordinator, by cluster, and by what is missing', async (t) => {
  const visitor = await coordinatorAt(t);
  const { get, post } = visitor;
  const list = async (query: string) => (await get(`/staff/schools?${query}`)).text;
  assert.match(await list(''), /2 schools/);
  assert.match(await list('q=pier'), /1 school .*Pier Primary School/);
  assert.match(await list('q=990002'), /1 school .*Lighthouse/);
  assert.match(await list('area=out_of_area'), /1 school .*Quay School/);
  assert.match(await list('look=closed'), /1 school .*Old School/);
  const id = await addCoordinator(visitor, 'Tamsin');
  await post('/staff/schools/990001/coordinator', { coordinator: id, before: '' });
  assert.match(await list('coordinator=none'), /1 school .*Lighthouse/);
  assert.match(await list(`coordinator=${id}`), /1 school .*Pier Primary School.*Co-ordinator: Tamsin/);
  assert.match(await list('look=no_senco'), /2 schools/);
  await post('/staff/schools/990001/senco', { ...senco, appointed_on: '2023-12-01' });
  assert.match(await list('look=no_senco'), /1 school .*Lighthouse/);
  assert.match(await list('look=senco_due'), /1 school .*Asha Marlow: qualification due soon, by 1 December 2026/);
  assert.match(await list('q=%25%25&page=99999&cluster=x'), /No school is like that/);
  const { body: text, headers } = await get('/staff/schools.csv?q=pier');
  assert.match(String(headers['content-type']), /text\/csv/);
  assert.match(text, /990001,Pier Primary School,Community school,.*Tamsin,Asha Marlow,.*1 December 2026/);
});

test('a cluster is made, gets schools and a lead, is renamed and ended; its address stays', async (t) => {
  const { db, get, post } = await coordinatorAt(t);
  const made = await post('/staff/clusters', { name: 'Cromer & Sheringham' });
  assert.equal(made.headers.location, '/staff/clusters/cromer-and-sheringham');
  assert.match(
    (await post('/staff/clusters', { name: 'cromer & sheringham' })).text,
    /There is a cluster of that name/,
  );
  const at = '/staff/clusters/cromer-and-sheringham';
  assert.match((await post(`${at}/add`, { schools: '990001 999' })).text, /“999” is no URN/);
  assert.match((await post(`${at}/add`, { schools: '990099' })).text, /There is no school with the URN 990099/);
  assert.match((await post(`${at}/add`, { schools: '990004' })).text, /990004 is closed/);
  assert.equal((await post(`${at}/add`, { schools: '990001\n990002' })).status, 303);
  assert.equal((await post(`${at}/lead`, { urn: '990002' })).status, 303);
  assert.equal((await post(`${at}/lead`, { urn: '990003' })).status, 404);
  await post('/staff/clusters', { name: 'Holt' });
  assert.match((await post(`${at}/name`, { name: 'HOLT' })).text, /There is a cluster of that name/);
  await post(`${at}/name`, { name: 'Cromer' });
  assert.match((await get(at)).text, /Cromer .*Lighthouse High School Lead/);
  assert.deepEqual(
    (await schoolDetail(db, '990001'))?.cluster?.members.map(({ name }) => name),
    ['Lighthouse High School', 'Pier Primary School'],
  );
  await post(`${at}/take`, { urn: '990001' });
  assert.equal((await schoolDetail(db, '990001'))?.cluster, null);
  await post(`${at}/end`, {});
  assert.equal((await get(at)).status, 404);
  assert.equal((await schoolDetail(db, '990002'))?.cluster, null);
  const deeds = await db
    .selectFrom('audit')
    .select('action')
    .where('entity', 'in', ['cluster', 'school'])
    .orderBy('id')
    .execute();
  assert.deepEqual(
    deeds.map(({ action }) => action),
    [
      'added_cluster',
      'put_into_cluster',
      'put_into_cluster',
      'named_lead',
      'added_cluster',
      'renamed_cluster',
      'put_into_cluster',
      'ended_cluster',
    ],
  );
});

test('a co-ordinator gets the schools of a cluster, and has none after leaving', async (t) => {
  const visitor = await coordinatorAt(t);
  const { db, get, post } = visitor;
  await post('/staff/clusters', { name: 'Cromer' });
  await post('/staff/clusters/cromer/add', { schools: '990001,990002' });
  const id = await addCoordinator(visitor, 'Tamsin');
  assert.match(
    (await post('/staff/coordinators', { name: '', email: 'no' })).text,
    /Write a name.*Write an e-mail address/,
  );
  assert.match((await post(`/staff/coordinators/${id}/schools`, {})).text, /Write the URN of at least one school/);
  assert.equal((await post(`/staff/coordinators/${id}/schools`, { cluster: 'cromer', schools: '990003' })).status, 303);
  assert.match((await get(`/staff/coordinators/${id}`)).text, /3 schools/);
  assert.equal((await schoolDetail(db, '990001'))?.coordinator?.name, 'Tamsin');
  await post(`/staff/coordinators/${id}/end`, {});
  assert.equal((await schoolDetail(db, '990001'))?.coordinator, null);
  assert.equal((await get(`/staff/coordinators/${id}`)).status, 404);
});

test('two people who change one school lose nothing: the second is told, and what was typed stays', async (t) => {
  const visitor = await coordinatorAt(t);
  const { db, post, get } = visitor;
  const at = '/staff/schools/990001';
  const [one, other] = [await addCoordinator(visitor, 'Tamsin'), await addCoordinator(visitor, 'Idris')];
  assert.equal((await post(`${at}/coordinator`, { coordinator: one, before: '' })).status, 303);
  const late = await post(`${at}/coordinator`, { coordinator: other, before: '' });
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody else has changed this meanwhile/);
  assert.equal((await schoolDetail(db, '990001'))?.coordinator?.name, 'Tamsin');

  const addition = { version: '0', about: 'A calm room.', sen_email: 'senco@pier.example.org', need_ASD: 'yes' };
  assert.equal((await post(`${at}/addition`, addition)).status, 303);
  const second = await post(`${at}/addition`, { ...addition, about: 'A garden.' });
  assert.equal(second.status, 409);
  assert.match(second.body, /A garden\./);
  const kept = await schoolDetail(db, '990001');
  assert.deepEqual(
    [kept?.addition.about, kept?.needs, kept?.sen_contact.email],
    ['A calm room.', ['ASD'], 'senco@pier.example.org'],
  );

  for (const days of [{ appointed_on: '2090-01-01' }, { course_started_on: '2090-01-01' }])
    assert.match(
      (await post(`${at}/senco`, { ...senco, ...days })).text,
      /There is a problem .*Write a day that has been/,
    );
  const backwards = { qualification: 'npq', course_started_on: '2026-01-05', qualified_on: '2025-01-05' };
  assert.match((await post(`${at}/senco`, { ...senco, ...backwards })).text, /Write a day after the one on which/);
  assert.equal((await post(`${at}/senco`, senco)).status, 303);
  assert.equal((await post(`${at}/senco`, { ...senco, name: 'Bea Fenn' })).status, 409);
  assert.match((await get(at)).text, /They must hold a qualification by 6 January 2028/);
  assert.equal((await schoolDetail(db, '990001'))?.sen_contact.name, 'Asha Marlow');
});

test('a base is added, changed and ended; what cannot be is said beside its field', async (t) => {
  const { db, get, post } = await coordinatorAt(t);
  const at = '/staff/schools/990001/bases';
  const base = {
    version: 'none',
    kind: 'resource_base',
    name: 'Autism base',
    need_ASD: 'yes',
    places: '10',
    occupied: '8',
    low_age: '4',
    high_age: '11',
    how_decided: 'By a panel.',
    counted_on: '2026-11-01',
  };
  const coming = await post(`${at}/new`, { ...base, counted_on: '2090-01-01' });
  assert.match(coming.text, /There is a problem .*Write a day that has been/);
  const wrong = await post(`${at}/new`, { ...base, name: '', need_ASD: '', places: 'ten', high_age: '3' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Write what it is called/);
  assert.match(wrong.body, /value="ten"/);
  assert.match(
    (await post(`${at}/new`, { ...base, need_ASD: '', high_age: '3' })).text,
    /Choose at least one need.*Write a highest age that is not below/,
  );
  const withPlaces = async () => (await get('/schools?need=ASD&places=1')).find('.result').map(({ id }) => id);
  assert.deepEqual(await withPlaces(), []);
  assert.equal((await post(`${at}/new`, base)).status, 303);
  assert.deepEqual(await withPlaces(), ['school-990001'], 'families find it at once');
  const [added] = (await schoolDetail(db, '990001'))?.bases ?? [];
  assert.deepEqual([added?.places, added?.occupied, added?.needs, added?.how_decided], [10, 8, ['ASD'], 'By a panel.']);
  const version = String(added?.written_at.getTime());
  assert.equal((await post(`${at}/${added?.id}`, { ...base, version, occupied: '10' })).status, 303);
  assert.deepEqual(await withPlaces(), [], 'no place is free any more');
  assert.match((await get('/staff/schools/990001')).text, /Autism base: 10 of 10 places taken/);
  assert.equal((await post('/staff/schools/990002/bases/' + added?.id, { ...base, version })).status, 404);
  assert.equal((await post(`${at}/${added?.id}/end`, {})).status, 303);
  assert.equal((await post(`${at}/${added?.id}/end`, {})).status, 404);
  assert.deepEqual((await schoolDetail(db, '990001'))?.bases, []);
  assert.deepEqual((await get('/schools?base=1')).find('.result'), []);
});

test('odd addresses and odd forms are answered, not failed', async (t) => {
  const { get, post } = await coordinatorAt(t);
  for (const at of [
    '/staff/schools/1',
    '/staff/schools/999998',
    '/staff/schools/x',
    '/staff/clusters/none',
    '/staff/coordinators/1',
  ])
    assert.equal((await get(at)).status, 404, at);
  const at = '/staff/schools/990001';
  for (const form of ['senco', 'addition', 'bases/new'])
    assert.equal((await post(`${at}/${form}`, {})).status, form === 'addition' ? 409 : 422, form);
  assert.equal((await post(`${at}/coordinator`, { coordinator: 'nobody' })).status, 404);
  assert.equal((await post(`${at}/cluster`, { cluster: 'nowhere' })).status, 404);
  assert.equal((await post(`${at}/addition`, { version: '0', about: 'x'.repeat(9000) })).status, 422);
  assert.equal((await post(`${at}/addition`, { version: '0', admissions_url: 'javascript:alert(1)' })).status, 422);
});

test('an administrator invites a head into a school that there is, and into no other', async (t) => {
  const visitor = await startApp(t);
  await exampleSchool(visitor.db, { urn: '990001', name: 'Pier Primary School' });
  await signInAs(visitor, { email: 'ada@council.example.org', role: 'administrator' });
  const invited = { school_email: 'head@pier.example.org', school_urn: '990099', school_role: 'head' };
  assert.match((await visitor.post('/staff/people/school', invited)).text, /There is no school with the URN 990099/);
  assert.match((await visitor.post('/staff/people/school', {})).text, /Write the URN of the school/);
  assert.equal((await visitor.post('/staff/people/school', { ...invited, school_urn: '990001' })).status, 303);
  assert.match(
    (await visitor.get('/staff/people')).text,
    /head@pier.example.org: School: head teacher, Pier Primary School/,
  );
});

test('people of a school change what it offers and who its SENCO is, and only their own', async (t) => {
  const visitor = await startApp(t);
  const { db, get, post } = visitor;
  await exampleSchool(db, { urn: '990001', name: 'Pier Primary School' });
  await signInAs(visitor, { email: 'head@pier.example.org', role: 'head', school_urn: '990001' });
  assert.match(
    (await get('/school')).text,
    /Pier Primary School .*What your school offers, and your SENCO.*SEN information report/,
  );
  assert.match((await get('/school/details')).text, /Your school must have a SENCO/);
  const form = { version: '0', about: 'A calm room.', sen_email: 'senco@pier.example.org', need_SLCN: 'yes' };
  assert.doesNotMatch((await get('/schools/990001')).text, /A calm room/);
  assert.match((await get('/schools?need=SLCN')).text, /No school fits/);
  assert.equal((await post('/school/details', form)).status, 303);
  assert.match((await get('/schools/990001')).text, /A calm room/, 'families see it at once');
  assert.match((await get('/schools?need=SLCN')).text, /Pier Primary School/);
  const late = await post('/school/details', { ...form, about: 'A garden.' });
  assert.equal(late.status, 409);
  const long = await post('/school/details', { ...form, version: '1', about: 'Möwe & '.repeat(40_000) });
  assert.equal(long.status, 422);
  assert.ok(long.text.includes('Möwe & Möwe'), 'what is much too long is not lost');
  assert.match(late.body, /A garden\./);
  assert.match(
    (await post('/school/details', { ...form, version: '1', sen_email: 'nobody' })).text,
    /Write an e-mail address/,
  );
  assert.equal((await post('/school/details/senco', { ...senco, is_name_public: '' })).status, 303);
  const shown = await schoolDetail(db, '990001');
  assert.deepEqual([shown?.sen_contact.name, shown?.sen_contact.email], [null, 'senco@pier.example.org']);
  const [first] = await db.selectFrom('senco').selectAll().execute();
  const version = `${first?.id} ${first?.written_at.getTime()}`;
  await post('/school/details/senco', {
    ...senco,
    version,
    name: 'Bea Fenn',
    appointed_on: '2026-09-01',
    is_new_person: 'yes',
  });
  assert.equal((await schoolDetail(db, '990001'))?.sen_contact.name, 'Bea Fenn');
  const all = await db.selectFrom('senco').select(['name', 'ended_on']).orderBy('appointed_on').execute();
  assert.deepEqual(all, [
    { name: 'Asha Marlow', ended_on: '2026-09-01' },
    { name: 'Bea Fenn', ended_on: null },
  ]);
  const now = await db.selectFrom('senco').selectAll().where('ended_on', 'is', null).executeTakeFirstOrThrow();
  const before = { version: `${now.id} ${now.written_at.getTime()}`, is_new_person: 'yes', appointed_on: '2020-01-06' };
  await post('/school/details/senco', { ...senco, ...before, name: 'Cal Odd', months_before: '13' });
  assert.match((await get('/school/details')).text, /They had been a SENCO .*for long enough before/);
  const bea = await db.selectFrom('senco').select('ended_on').where('name', '=', 'Bea Fenn').executeTakeFirst();
  assert.equal(bea?.ended_on, '2026-09-01', 'nobody ends before they began');
  assert.match(
    (await post('/school/details/senco', { ...senco, months_before: '-1' })).text,
    /Write the months as a number/,
  );
  const deeds = await db
    .selectFrom('audit')
    .select(['action', 'who'])
    .where('entity', '=', 'school')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    deeds.map(({ action, who }) => [action, who]),
    ['changed_school', 'named_senco', 'named_senco', 'named_senco'].map((action) => [action, 'head@pier.example.org']),
  );
});

test('a head invites the SENCO of the own school, takes it back, and ends the role; no other role, and no other school', async (t) => {
  const head = await startApp(t);
  const { db } = head;
  await exampleSchool(db, { urn: '990001', name: 'Pier Primary School' });
  await exampleSchool(db, { urn: '990002', name: 'Lighthouse High School' });
  await signInAs(head, { email: 'head@pier.example.org', role: 'head', school_urn: '990001' });
  assert.match((await head.get('/school')).text, /Who works here for your school/);
  assert.match((await head.post('/school/people', { email: 'nobody' })).text, /Write an e-mail address/);
  // whatever else a form says: it is the SENCO of the own school
  const sent = await head.post('/school/people', {
    email: 'Asha@pier.example.org',
    role: 'head',
    school_urn: '990002',
  });
  assert.equal(sent.status, 303);
  assert.match(
    (await head.post('/school/people', { email: 'asha@pier.example.org' })).text,
    /They are invited already/,
  );
  const [invited, ...others] = await db.selectFrom('invitation').selectAll().execute();
  assert.deepEqual(
    [invited?.email, invited?.role, invited?.school_urn, others.length],
    ['asha@pier.example.org', 'senco', '990001', 0],
  );
  assert.match(
    (await head.get('/school/people')).text,
    /asha@pier\.example\.org School: SENCO .*open until 14 December 2026/,
  );

  const other = await startApp(t, { db });
  await signInAs(other, { email: 'head@lighthouse.example.org', role: 'head', school_urn: '990002' });
  const id = invited?.id ?? '';
  assert.equal((await other.post('/school/people/withdraw', { invitation: id })).status, 422);
  assert.equal((await head.post('/school/people/withdraw', { invitation: 'x' })).status, 422);
  assert.equal((await head.post('/school/people/withdraw', { invitation: id })).status, 303);
  assert.equal((await head.post('/school/people/withdraw', { invitation: id })).status, 422);

  const asha = await startApp(t, { db });
  await signInAs(asha, { email: 'asha@pier.example.org' });
  assert.doesNotMatch((await asha.get('/account')).text, /School: SENCO/, 'it is withdrawn');
  await head.post('/school/people', { email: 'asha@pier.example.org' });
  const again = await db
    .selectFrom('invitation')
    .select('id')
    .where('answered_at', 'is', null)
    .executeTakeFirstOrThrow();
  await asha.post('/account/invitation', { invitation: again.id, answer: 'accepted' });
  const role = await db.selectFrom('role').selectAll().where('role', '=', 'senco').executeTakeFirstOrThrow();
  assert.equal(role.school_urn, '990001');
  assert.equal((await asha.get('/school/people')).status, 403, 'a SENCO invites nobody');
  const own = await db
    .selectFrom('role')
    .select('id')
    .where('school_urn', '=', '990001')
    .where('role', '=', 'head')
    .executeTakeFirstOrThrow();
  assert.equal((await head.post('/school/people/end', { role: own.id })).status, 422, 'not even the own role as head');
  assert.equal((await other.post('/school/people/end', { role: role.id })).status, 422);
  assert.equal((await head.post('/school/people/end', { role: role.id })).status, 303);
  assert.equal((await asha.get('/school')).status, 403);
  const deeds = await db
    .selectFrom('audit')
    .select(['action', 'who'])
    .where('entity', 'in', ['invitation', 'role'])
    .orderBy('id')
    .execute();
  assert.deepEqual(
    deeds.map(({ action, who }) => `${who} ${action}`),
    [
      'head@pier.example.org invited',
      'head@pier.example.org withdrew_invitation',
      'head@pier.example.org invited',
      'asha@pier.example.org accepted_invitation',
      'head@pier.example.org ended_role',
    ],
  );
});
