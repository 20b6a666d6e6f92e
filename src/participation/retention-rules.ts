/**
 * For how many months at most what people send is kept (UK GDPR, article 5(1)(e)). Comments: published with their answer
 * within 12 months (SEND Regulations 2014, reg. 56), and 12 months more. The privacy page says these numbers.
 */
export const kept_months = { reply_to: 12, comment: 24, problem_report: 24, page_rating: 12 } as const;

/** The moment so many months before `now`: on the last day of a shorter month. */
export function monthsBefore(now: Date, months: number): Date {
  const before = new Date(now);
  before.setUTCDate(1);
  before.setUTCMonth(before.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 0)).getUTCDate();
  before.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return before;
}
