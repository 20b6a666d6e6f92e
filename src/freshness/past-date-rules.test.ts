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
  ['Prices valid until 2025-08-31.', ['until 2025-08-31']],
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
  // not passed yet
  ['The consultation closes on 29 September 2027.', []],
  ['Open until 16 November 2026.', []],
  ['A new clinic is planned for this year.', [], '2026-02-01'],
  ['From next month we meet on Tuesdays.', [], '2026-10-15'],
  ['We will move in winter 2026.', []],
  ['Term dates 2026/27 will be on our website.', []],
  ['Coming soon: a youth café.', [], '2026-10-01'],
  // true for ever
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
