/**
 * For how many months at most what people send is kept (UK GDPR, article 5(1)(e)). Comments: published with their answer
 * within 12 months (SEND Regulations 2014, reg. 56), and 12 months more. The privacy page says these numbers.
 */
export const kept_months = { reply_to: 12, comment: 24, problem_report: 24, page_rating: 12 } as const;
