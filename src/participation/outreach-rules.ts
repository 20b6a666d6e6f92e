/** Whether people were told of the Local Offer, or asked about it: comments must be sought (SEND Regulations 2014, reg. 56). */
export const outreachKinds = { told: 'We told', asked: 'We asked' } as const;
export type OutreachKind = keyof typeof outreachKinds;

/** How people were told or asked. */
export const outreachWays = {
  meeting: 'At a meeting',
  event: 'At an event',
  visit: 'On a visit',
  phone: 'By phone',
  e_mail: 'By e-mail',
  post: 'By post',
  leaflet: 'With a leaflet or poster',
  social_media: 'On social media',
  other: 'In another way',
} as const;
export type OutreachWay = keyof typeof outreachWays;
