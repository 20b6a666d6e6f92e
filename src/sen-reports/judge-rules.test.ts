import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemKeys } from './item-rules.ts';
import { judgeReport, withLinks } from './judge-rules.ts';
import { readHtml } from './read-html-rules.ts';
import { blocksOfPlainText } from './report-text-rules.ts';

const options = {
  today: '2026-11-22',
  stale_months: 12,
  council: { short_name: 'Norfolk', hosts: ['council.example.org'] },
  advice_service: ['01632 960 101'],
};
const judge = (text: string, more = {}) =>
  judgeReport({ format: 'text', title: '', blocks: blocksOfPlainText(text) }, { ...options, ...more });
const judgeHtml = (html: string) => judgeReport(readHtml(html, 'https://school.example.org/send'), options);

for (const [key, text, isThere] of [
  ['IR-4', 'Our SENCO is Mrs Ada Byron. Telephone 01632 960999.', true],
  ['IR-4', 'SENDCo: Ada Byron, ada@school.example.org', true],
  ['IR-4', 'Our SENCO is Mrs Ada Byron.', false],
  ['IR-4', 'Contact the SENCO on 01632 960999.', false],
  ['IR-4', 'The SENCO is responsible for the SEN policy. The office number is 01632 960999.', false],
  ['IR-4', 'Our SENCO is currently on leave; nobody has been appointed.', false],
  ['IR-11', 'SENDIASS gives free advice to parents.', true],
  ['IR-11', 'Parents can ring 01632 960101 for advice.', true],
  ['IR-11', 'Ask at the office for advice.', false],
  ['IR-69iv', 'Our accessibility plan can be read on the website.', true],
  ['IR-69iv', 'Our accessibility plan is not yet available.', false],
  ['IR-69iv', 'This page has been tested for accessibility.', false],
  ['IR-9', 'Complaints about SEN provision go to the headteacher and then to the governors.', true],
  ['IR-9', 'Please contact us for our complaints policy.', false],
  ['IR-9', 'Complaints about parking should go to the council.', false],
  ['IR-9', 'Complaints\n\nSee our cookie policy for complaints about the website.', false],
  ['IR-9', 'Complaints\n\nComplaints about data protection go to the Information Commissioner.', false],
  [
    'IR-9',
    'Complaints\n\nSpeak to the class teacher first, then to the head. Our complaints policy is on the website.',
    true,
  ],
  ['IR-3f', 'All clubs and trips are open to every child.', true],
  ['IR-3f', 'Clubs cost £3 per week.', false],
  ['IR-5', 'Information about the training of our staff will be added soon.', false],
  ['IR-5', 'No training on special needs has taken place this year.', false],
  ['IR-69iii', 'There are no ramps and there is no accessible toilet.', false],
  ['IR-69iii', 'There are no steps anywhere, and every door is wide enough for a wheelchair.', true],
  ['IR-3f', 'No child misses a trip or a club because of a disability.', true],
  ['IR-69iv', 'We have no accessibility plan.', false],
  ['IR-5', 'What does the law say about training?\n\nA new SENCO must gain the national award.', false],
  ['IR-8', '| Consulting young people | |\n| Consulting parents | Parents help to write the plan. |', false],
  ['IR-3b', 'How do we review progress?\n\nTo follow.', false],
  ['IR-12', 'Transition\n\n[insert text here]', false],
  ['IR-7', 'The report must include:\n\n- arrangements for consulting parents and involving them in reviews', false],
  ['IR-3g', 'Wellbeing\n\nThe wellbeing of students is very important.', false],
  ['IR-3g', 'Wellbeing\n\nWe believe that mental health matters as much as learning.', false],
  ['IR-3g', 'Wellbeing\n\nMental health matters: two counsellors see pupils each week.', true],
  ['IR-3b', 'Progress\n\nIt is important for children to make good progress.', false],
  ['IR-8', 'Pupil voice\n\nPupil voice is a strength of the school.', false],
  ['IR-3c', 'Teaching\n\nTeachers at our school are dedicated and hard-working.', false],
  ['IR-69ii', 'Disabled pupils\n\nOur school values equality.', false],
  ['IR-69ii', 'We promote equality for disabled pupils by making reasonable adjustments in each lesson.', true],
  ['IR-5', 'Training\n\nStaff training is a priority for the coming year.', false],
  ['IR-5', 'Training\n\nAll staff have safeguarding and fire training each year.', false],
  ['IR-3c', 'Teaching\n\nOur approach will be described here after the new handbook is agreed.', false],
  ['IR-3e', 'Extra help\n\nA list of interventions is being compiled.', false],
  ['IR-3e', 'Extra help\n\nWe would like to offer more support but funding is tight.', false],
  ['IR-2', 'Identification\n\nWe have a policy on identifying needs which is under review.', false],
  ['IR-1', 'Range of needs\n\nPlease refer to the SEND policy for the needs that are supported here.', false],
  ['IR-3a', 'Governors will be asked to consider how the impact of provision could be evaluated.', false],
  ['IR-3a', 'The effectiveness of our SEN provision was praised by Ofsted in 2022.', false],
  ['IR-3a', 'Home visits; views sought by the SEN team prior to annual review', false],
  ['IR-3a', 'The SENCO judges the effect of each group, and weaker programmes are dropped.', true],
  ['IR-3b', 'Each term parents and the teacher look back over the targets, rate them and write new ones.', true],
  ['IR-3d', 'Curriculum\n\nWe have a broad and balanced curriculum. Our classrooms were painted last summer.', false],
  ['IR-3d', 'Content is made accessible by audio versions and by alternative ways of recording.', true],
  ['IR-3f', 'Children with SEN play their part in the choir, the football team and every trip.', true],
  ['IR-6', 'Equipment\n\nStudents should bring the right equipment to school each day.', false],
  ['IR-6', 'Special chairs and software are supplied via the NHS or out of top-up funding.', true],
  ['IR-7', 'Families attend the review and can also book a slot with the SENCO at every evening.', true],
  ['IR-8', 'Pupils prepare for reviews by completing a scaled questionnaire, and attend them.', true],
  ['IR-10', 'Advice comes from an educational psychologist and a specialist teacher bought in by the trust.', false],
  ['IR-10', 'Governors have an agreement with the nursing service, the social work team and a hospice.', true],
  ['IR-69i', 'Disabled children can be placed with us once the council has consulted us.', true],
] as const)
  test(`${key} is ${isThere ? '' : 'not '}in “${text.replace(/\s+/g, ' ')}”`, () => {
    const { found, confidence, passage } = judge(text).items[key];
    assert.equal(found, isThere, `${confidence} ${passage}`);
    assert.equal(passage !== null, isThere);
    assert.ok(confidence >= 0 && confidence <= 1 && found === confidence >= 0.5);
    if (passage) assert.ok(text.includes(passage), 'the passage is the report’s own words');
  });

for (const [text, state] of [
  ['The Norfolk Local Offer is at https://www.norfolk.gov.uk/localoffer.', 'right'],
  ['The Local Offer: www.council.example.org/offer', 'right'],
  ['Local Offer: https://send.council.example.org/', 'right'],
  ['Norfolk Local Offer: https://short.example.com/x', 'right'],
  [
    'Suffolk Local Offer: https://www.suffolk.gov.uk/offer. Norfolk Local Offer: https://www.norfolk.gov.uk/send',
    'right',
  ],
  ['Our Local Offer is found at https://www.suffolklocaloffer.org.uk', 'wrong'],
  ["Kent County Council's Local Offer is on its website.", 'wrong'],
  ['Reading Borough Council’s Local Offer is on its website.', 'wrong'],
  ['The Norfolk Local Offer is on the council’s website. We help parents with reading the Local Offer.', 'named'],
  ['The Local Offer is at https://www.kent.gov.uk/send', 'wrong'],
  ['The Local Offer is at https://norfolk.evil.example.com.kent.gov.uk/send', 'right'],
  ["You can find Norfolk's Local Offer on the council's website.", 'named'],
  ['The Local Offer is explained at https://www.gov.uk/children-with-special-educational-needs', 'none'],
  ['We have regard to the Local Offer.', 'none'],
  ['The link to the Local Offer is coming soon: https://www.norfolk.gov.uk', 'none'],
] as const)
  test(`the Local Offer is ${state} in “${text}”`, () => assert.equal(judge(text).local_offer.state, state));

for (const [html, state, isThere] of [
  ['<h2>Support for parents</h2><p>SENDIASS Suffolk gives free advice to parents.</p>', 'wrong', false],
  ['<p>Parents get free advice from <a href="https://suffolksendiass.co.uk">SENDIASS</a>.</p>', 'wrong', false],
  ['<p>SENDIASS gives free advice: help@suffolksendiass.co.uk</p>', 'wrong', false],
  ['<p>Norfolk SENDIASS: https://suffolksendiass.co.uk</p>', 'wrong', false],
  ['<p>The Kent County Council SEND Information, Advice and Support service helps parents.</p>', 'wrong', false],
  ['<p>SENDIASS Suffolk and SENDIASS Norfolk help parents.</p>', 'named', true],
  ['<p>Norfolk SENDIASS: https://www.norfolksendiass.org.uk</p><p>Suffolk SENDIASS helps others.</p>', 'right', true],
  ['<p>Norfolk SENDIASS helps you.</p><p>Those in Suffolk: https://suffolksendiass.co.uk</p>', 'named', true],
  ['<p>Information, Advice and Support Service (SENDIASS) – Suffolk: ring 01632 960999.</p>', 'wrong', false],
  ['<p>The Norfolk SENDIASS helps: https://www.charity.example.org/advice</p>', 'right', true],
  ['<p>SENDIASS helps parents: ring 01632 960101.</p>', 'right', true],
  ['<p>Norfolk SENDIASS helps parents.</p>', 'named', true],
  ['<p>SENDIASS gives free advice to parents.</p>', 'unclear', true],
  ['<p>By reading SENDIASS leaflets, parents get advice.</p>', 'unclear', true],
  ['<p>Ask at the office for advice. Suffolk has nice beaches: https://www.suffolk.gov.uk</p>', 'none', false],
] as const)
  test(`the advice service is ${state} in “${html}”`, () => {
    const { advice_service, items, problems } = judgeHtml(html);
    assert.equal(advice_service.state, state);
    assert.equal(items['IR-11'].found, isThere);
    assert.equal(problems.includes('The advice service that it names is that of another council.'), state === 'wrong');
    if (state === 'wrong') assert.ok(items['IR-11'].passage && advice_service.passage);
  });

test('what is missing is counted once: as many things as the list has', () => {
  const { missing, problems } = judgeHtml(whole('May 2026', 'https://www.kent.gov.uk/local-offer'));
  assert.ok(missing.includes('IR-13'));
  assert.ok(problems.includes(`${missing.length} of 23 things were not found in it.`), problems.join(' '));
});

const whole = (date: string, offer: string) =>
  `<h1>SEN information report</h1><p>${date}</p><h2>Local Offer</h2><p><a href="${offer}">The Local Offer</a></p><h2>SENCO</h2><p>Mrs Ada Byron, 01632 960999</p>`;

for (const [what, html, state] of [
  ['a report with gaps', whole('Updated May 2026', 'https://www.norfolk.gov.uk/offer'), 'incomplete'],
  ['an old report', whole('Updated May 2024', 'https://www.norfolk.gov.uk/offer'), 'stale'],
  [
    'a report that leads to another council',
    whole('May 2026', 'https://www.kent.gov.uk/local-offer'),
    'wrong_local_offer_link',
  ],
  [
    'a report of nothing but promises',
    '<h1>SEN information report</h1><h2>Training of staff</h2><p>This section is under construction. Please come back later in the year to read more about this.</p><p>We are sorry that nothing can be read on this page at the moment.</p>',
    'missing',
  ],
  [
    'a news page',
    `<h1>News</h1>${'<p>The choir sang at the fair, and the sun shone on all of us.</p>'.repeat(4)}`,
    'missing',
  ],
  ['nothing', '', 'unreadable'],
  ['letters in disorder', `<p>${'xq zwt prk vlm '.repeat(100)}</p>`, 'unreadable'],
] as const)
  test(`${what} is ${state}`, () => assert.equal(judgeHtml(html).state, state));

test('a special school is told from its report, or by whoever asks, and two items are not asked of it', () => {
  const text = 'Oak Hill is a special school for pupils with autism. All our pupils have an EHC plan.';
  assert.equal(judge(text).kind, 'special');
  assert.deepEqual(
    judge(text).missing.filter((key) => key === 'IR-2' || key === 'IR-4'),
    [],
  );
  assert.equal(judge('We are a mainstream school. The special school outreach team visits.').kind, 'mainstream');
  assert.equal(judge('Any school', { kind: 'special' }).kind, 'special');
  assert.deepEqual(Object.keys(judge(text).items), [...itemKeys]);
});

test('a dead link to the accessibility plan is a fault, and does not hide a worse one', () => {
  const incomplete = judgeHtml(whole('May 2026', 'https://www.norfolk.gov.uk/offer'));
  assert.equal(withLinks(incomplete, { accessibility_plan: false }).state, 'broken_link');
  assert.equal(withLinks(incomplete, { accessibility_plan: null }).state, 'incomplete');
  const wrong = judgeHtml(whole('May 2026', 'https://www.kent.gov.uk/local-offer'));
  assert.equal(withLinks(wrong, { accessibility_plan: false }).state, 'wrong_local_offer_link');
});

test('a text made to take long is judged in good time', () => {
  const from = performance.now();
  for (const text of [
    'parents meet the senco and '.repeat(9000),
    'a'.repeat(240_000),
    'we, '.repeat(60_000),
    '- x\n'.repeat(30_000),
  ])
    judge(text);
  assert.ok(performance.now() - from < 20_000, `${Math.round(performance.now() - from)} ms`);
});
