import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPastDates } from './past-date-rules.ts';

const today = '2026-11-16';

/** What is found in a text, written on a day (a recent one, unless it is named). */
const passed: [text: string, found: string[], written_on?: string][] = [
  ['The consultation closes on 29 September 2017.', ['closes on 29 September 2017']],
  ['The service will launch in autumn 2019.', ['will launch in autumn 2019']],
  ['Closing date: 31/03/2020', ['Closing date: 31/03/2020']],
  ['Apply by 1st May 2024 at the latest.', ['Apply by 1st May 2024']],
  ['Our next open day is on Saturday 14 March 2020, 10am to 2pm.', ['on Saturday 14 March 2020']],
  ['Saturday 14 March 2020', ['Saturday 14 March 2020']],
  ['Back on 4/5/24', ['Back on 4/5/24']],
  ['Opens January 2025.', ['Opens January 2025']],
  ['Funding ends in March 2026.', ['ends in March 2026']],
  ['We hope to reopen in September 2021', ['hope to reopen in September 2021']],
  ['The new building opens in 2023.', ['opens in 2023']],
  ['Booking for summer term 2022 is open.', ['Booking for summer term 2022']],
  ['Prices valid until 2025-08-31.', ['Prices valid until 2025-08-31']],
  ['From September 12, 2018 we meet in the hall.', ['From September 12, 2018']],
  ['Places will be free in the school year 2023/24.', ['school year 2023/24']],
  ['The group was founded in 1985 and closes on 1 July 2026.', ['closes on 1 July 2026']],
  ['A new clinic is planned for this year.', ['planned for this year'], '2025-06-01'],
  ['There will be a sibling group this year', ['sibling group this year'], '2019-11-30'],
  ['From next month we meet on Tuesdays.', ['From next month'], '2026-09-15'],
  ['Sessions start again next term.', ['start again next term'], '2025-01-10'],
  ['Coming soon: a youth café.', ['Coming soon'], '2026-04-01'],
  ['We are taking names for this summer.', ['names for this summer'], '2026-03-01'],
  ['The rota changes next week.', ['rota changes next week'], '2026-10-01'],
  ['Deadline 5.6.2025 for all forms', ['Deadline 5.6.2025']],
  ['Closed for refurbishment until summer 2020', ['until summer 2020']],
  ['Building work; due to open in 2022', ['due to open in 2022']],
  // academic years, and what is offered for a time
  ['The offer runs until the end of March 2024.', ['until the end of March 2024']],
  ['Term dates for 2023/24 are below.', ['dates for 2023/24']],
  ['Fees 2024-25: £40 a term', ['Fees 2024-25']],
  ['Our 2023/2024 programme', ['Our 2023/2024']],
  ['Summer holiday programme 2024', ['programme 2024']],
  ['Timetable: Autumn 2025', ['Timetable: Autumn 2025']],
  ['A new hub opens later this year.', ['opens later this year'], '2025-03-01'],
  ['We hope to start in the new year.', ['hope to start in the new year'], '2024-11-01'],
  ['A decision comes by the end of the year.', ['by the end of the year'], '2025-05-01'],
  ['This half term we bake.', ['This half term'], '2026-01-01'],
  ['Back this weekend!', ['Back this weekend'], '2026-10-01'],
  // without a year: the next one after it was written
  ['From September we meet on Tuesdays.', ['From September'], '2026-06-01'],
  ['From September we meet on Tuesdays.', ['From September'], '2025-11-01'],
  ['The group will move to the library in October.', ['library in October'], '2026-06-01'],
  ['The pool is shut until mid May.', ['until mid May'], '2026-03-01'],
  ['From this September there are two groups.', ['From this September'], '2026-03-01'],
  ['A place may come free next January.', ['come free next January'], '2024-11-01'],
  ['Applications close on 29 September.', ['Applications close on 29 September'], '2026-06-01'],
  ['Closing date: Friday 9th October', ['Closing date: Friday 9th October'], '2026-06-01'],
  ['Book by 1 May to be sure of a place', ['Book by 1 May'], '2026-03-01'],
  // not passed yet
  ['From September we meet on Tuesdays.', [], '2026-10-10'],
  ['The pool is shut until May.', [], '2026-06-10'],
  ['Applications close on 29 September.', [], '2026-10-10'],
  ['Term dates for 2026/27 are below.', []],
  ['Fees 2026-27: £40 a term', []],
  ['The consultation closes on 29 September 2027.', []],
  ['Open until 16 November 2026.', []],
  ['A new clinic is planned for this year.', [], '2026-02-01'],
  ['From next month we meet on Tuesdays.', [], '2026-10-15'],
  ['We will move in winter 2026.', []],
  ['Term dates 2026/27 will be on our website.', []],
  ['Coming soon: a youth café.', [], '2026-10-01'],
  // every year again
  ['Look at our page for this month’s guest.', [], '2020-01-01'],
  ['Apply by the end of May for the next year.', [], '2020-01-01'],
  ['We run from September to July.', [], '2020-01-01'],
  ['Open from April until October.', [], '2020-01-01'],
  ['Each year from September we take new members.', [], '2020-01-01'],
  ['Courses start in September.', [], '2020-01-01'],
  ['We are closed on 25 December.', [], '2020-01-01'],
  ['Open from 1 April to 30 September.', [], '2020-01-01'],
  ['Children may march from the hall to the park.', [], '2020-01-01'],
  ['Applications usually close on 31 October.', [], '2020-01-01'],
  // true for ever
  ['For children born between 1 September 2019 and 31 August 2020.', []],
  ['Children born from 1 September 2018 go to the older group.', []],
  ['Date of birth: 12/05/2012', []],
  ['Ella Smith, born in 2009, will play the piano.', []],
  ['We kept going through Covid 2020 and after.', []],
  ['We will never forget the Covid-19 pandemic of 2020.', []],
  ['Since 1998, and founded in 2003 as a charity.', []],
  ['We will work by the Code of Practice (2015) and the Care Act 2014.', []],
  ['You will find it in the 2014 Act and the 2015 Code of Practice.', []],
  ['In 2023/24 we supported 120 families.', []],
  ['Annual report 2023/24', []],
  ['Complete refurb in 2017/18', []],
  ['Refurbished 2016/17, with a new layout', []],
  ['Refurbishment planned for 2020/21', ['planned for 2020/21']],
  ['Our accounts for 2023-24 were audited.', []],
  ['We were named charity of the year 2019.', []],
  ['Built for London 2012, it is warm.', []],
  ['We work by ISO 9001:2015 and will keep to it.', []],
  ['It used to be a school until 2012.', []],
  ['Text 2019 to 70085', []],
  ['Founded in 1985 by parents.', []],
  ['We have helped families since 2009.', []],
  ['Running since 12 May 2009 with no break.', []],
  ['For young people aged 11 to 16.', []],
  ['Call 01603 201920 or 07700 900123.', []],
  ['Call 0300 2020 2019 to book.', []],
  ['Children and Families Act 2014, section 32.', []],
  ['We will follow the Equality Act 2010 and the SEND Regulations 2014.', []],
  ['Rated Good by Ofsted in March 2022.', []],
  ['Last inspected on 4 October 2023.', []],
  ['The charity was registered in 1999.', []],
  ['Winner of the 2018 Norfolk award', []],
  ['The hall was opened on 3 June 2011 by the mayor.', []],
  ['© 2016 Splash', []],
  ['Renamed Portland Library in 2019', []],
  ['Closed as a public library 31.3.2013. A school library joined it.', []],
  ['On a new site (previously part of the central library until 2012)', []],
  ['Hedge End 2000 Centre', []],
  ['The room is 20.5.20 metres', []],
  ['We see 2000 children a year, and 1998 families.', []],
  ['Every year in summer we go camping.', []],
  ['Children in Year 7 may come; they may come next.', [], '2020-01-01'],
  ['Open Monday to Friday, 9.00 to 17.30', []],
  ['The score was 31/02/2019', []],
];

for (const [text, found, written_on = '2026-11-01'] of passed)
  test(`in “${text}” of ${written_on}: ${found.join('; ') || 'nothing'}`, () =>
    assert.deepEqual(
      findPastDates(text, { today, written_on }).map((one) => one.text),
      found,
    ));

test('it says when the words stopped being true', () => {
  assert.deepEqual(findPastDates('It closes in February 2024.', { today, written_on: '2023-01-01' }), [
    { text: 'closes in February 2024', passed_on: '2024-02-29' },
  ]);
});

const ofPages: [text: string, found: string[]][] = [
  ['The consultation closes on 29 September 2017.', ['closes on 29 September 2017']],
  ['We will review this page by 1 March 2026.', ['by 1 March 2026']],
  ['The panel will meet in spring 2025.', ['will meet in spring 2025']],
  ['From 5 February 2026 the law allows this without asking.', []],
  ['The School Admissions Code 2021 says how.', []],
  ['1 March 2025', []],
  ['Come to us on 3 March 2025.', ['us on 3 March 2025']],
  ['The workshop on Saturday 1 March 2025 is free.', ['on Saturday 1 March 2025']],
  ['The law changed on 1 September 2014.', []],
  ['We published it on 1 March 2025.', []],
  ['Term dates 2024/25', ['dates 2024/25']],
  ['You need not do all of it this week.', []],
];
for (const [text, found] of ofPages)
  test(`on a page of our own, in “${text}”: ${found.join('; ') || 'nothing'}`, () =>
    assert.deepEqual(
      findPastDates(text, { today, written_on: '2026-01-01', is_own_page: true }).map((one) => one.text),
      found,
    ));

test('a sentence without an end is read to its end, a part at a time', () => {
  const endless = `${'and we met on a Monday, '.repeat(4_000)}and it closes on 29 September 2017`;
  assert.deepEqual(
    findPastDates(endless, { today, written_on: '2026-01-01' }).map(({ text }) => text),
    ['closes on 29 September 2017'],
  );
});
