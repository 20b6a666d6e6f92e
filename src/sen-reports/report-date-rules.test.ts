import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportDate } from './report-date-rules.ts';
import { blocksOfPlainText } from './report-text-rules.ts';

const today = '2026-11-22';
const dateOf = (text: string) => reportDate({ format: 'text', title: '', blocks: blocksOfPlainText(text) }, today);

for (const [text, date] of [
  ['SEN information report\n\nSeptember 2025', '2025-09-01'],
  ['Last reviewed: 12/09/2025', '2025-09-12'],
  ['Date: 1st Sept 2025', '2025-09-01'],
  ['SEN Information Report, academic year 2025/26', '2025-09-01'],
  ['SEND Information Report 2026-2027', '2026-09-01'],
  ['Updated on the 3rd of March, 2026 by the SENCO', '2026-03-03'],
  ['Version of 11.05.26', '2026-05-11'],
  ['Report updated 2026-01-31', '2026-01-31'],
  ['This report was approved by governors on October 4th, 2026.', '2026-10-04'],
  ['Reviewed by the SENCO and governors on 5th March 2026', '2026-03-05'],
  ['Written by Ada Byron, SENCO, October 5 2026', '2026-10-05'],
  ['SEN report: Autumn term 2025', '2025-09-01'],
  ['Reviewed September 2026. Next review: September 2027', '2026-09-01'],
  ['Approved July 2026. Review date: July 2025', '2026-07-01'],
  ['Review date: September 2025', '2025-09-01'],
  ['Next review: September 2026', null],
  ['To be reviewed in March 2026', null],
  ['We follow the Children and Families Act 2014 and the Code of Practice (January 2015).', null],
  ['Our SENCO has been with us since September 2019.', null],
  ['Updated 31/02/2026', null],
  ['Updated September 2031', null],
  ['Telephone 01632 960 202, room 2025', null],
  ['', null],
] as const)
  test(`the date of “${text.replace(/\n+/g, ' / ')}” is ${date}`, () => assert.equal(dateOf(text).date, date));

test('when the report is to be looked at again is told apart from its own date', () => {
  assert.equal(dateOf('Review date: September 2027').next_review, '2027-09-01');
  assert.equal(dateOf('Dated May 2026. Next review May 2027.').next_review, '2027-05-01');
});
