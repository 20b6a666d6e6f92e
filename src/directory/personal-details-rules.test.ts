import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleRecord } from './examples.ts';
import { looksPersonal, personalDetails, personalInText } from './personal-details-rules.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';

const names = ['Cromer Scouts', 'First Cromer Scout Group'];
const addresses: [email: string, isPersonal: boolean][] = [
  ['jane.smith@gmail.example', true],
  ['jane.smith@gmail.com', true],
  ['j.smith@cromerscouts.example', true],
  ['janesmith1975@hotmail.co.uk', true],
  ['jane_smith@btinternet.com', true],
  ['info@cromerscouts.example', false],
  ['club.secretary@cromerscouts.example', false],
  ['cromerscouts@gmail.com', false],
  ['fcsg@gmail.com', false],
  ['swimming.bookings@gmail.com', false],
  ['swim@example.org', false],
  ['sen2024@norfolk.example', false],
];
for (const [email, isPersonal] of addresses)
  test(`an address ${isPersonal ? 'looks like' : 'does not look like'} a person’s own: ${email}`, () =>
    assert.equal(looksPersonal(email, names), isPersonal));

test('ways to a person are found in what is written', () => {
  const text = 'Ask Mrs Baker, jane.smith@gmail.com or 07700 900 123. The office is 01632 960001, info@example.org.';
  assert.deepEqual(
    personalInText(text, []).map(({ found }) => found),
    ['jane.smith@gmail.com', '07700 900 123', 'Mrs Baker'],
  );
});

const found = (fields: Partial<ServiceRecordInput>) => personalDetails(serviceRecord.parse(exampleRecord(fields)));

test('a record of roles and public addresses has nothing of a person', () => {
  assert.deepEqual(found({ contacts: [{ title: 'Coach', email: 'coach@example.org' }] }), []);
});

test('a contact’s name, a private address and a mobile number are marked, each once', () => {
  const details = found({
    email: 'jo.bloggs@example.org',
    contacts: [
      { title: 'Coach', name: 'Jo Bloggs', email: 'Jo.Bloggs@example.org', phones: [{ number: '07700 900123' }] },
    ],
    schedules: [{ freq: 'WEEKLY', byday: 'MO', notes: 'Text 07700900123 first' }],
  });
  assert.deepEqual(
    details.map(({ kind }) => kind),
    ['name', 'e_mail', 'mobile'],
  );
  assert.deepEqual(
    details.map(({ found }) => found),
    ['Jo Bloggs', 'Jo.Bloggs@example.org', '07700 900123'],
  );
});
