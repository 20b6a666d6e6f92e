type Query = Record<string, string | string[]>;

interface StandardQuery {
  kind: 'words' | 'place' | 'filters' | 'everything';
  query: Query;
}

const ofKind = (kind: StandardQuery['kind'], queries: Query[]): StandardQuery[] =>
  queries.map((query) => ({ kind, query }));

/** The standard queries, of every class: what a page's address holds. `kind` groups them in the table. */
export const standardQueries: StandardQuery[] = [
  ...ofKind(
    'words',
    [
      'speech and language therapy',
      'occupational therapy',
      'autism assessment',
      'nurture groups',
      'portage',
      'wheelchair service',
      'supported internships',
      'travel training',
      'CAMHS',
      'SENDIASS',
      'EHCP',
      'DLA help',
      'respite care',
      'aspergers group',
      'school refuser',
      'fussy eater',
      'bed wetting',
      'meltdowns',
      'self harm',
      'help with money',
      'who can help my daughter who hardly eats at school',
      'somewhere my child can have teeth checked who is scared of the dentist',
      'speach therapy',
      'swiming lessons',
      'fisio',
      'dislexia',
      'zzyzx qwertyuiop',
    ].map((q) => ({ q })),
  ),
  ...ofKind('place', [
    { q: 'swimming near Cromer' },
    { q: 'swimming near Cromer for my 9 year old on Saturday' },
    { q: 'youth club', near: 'Great Yarmouth' },
    { q: 'family hub', near: 'NR1' },
    { q: 'counselling', near: 'Norwich', within: '5' },
    { q: 'speech therapy', near: 'IP22 4', within: '20' },
    { near: 'Thetford' },
    { near: 'Norwich', within: '3', need: 'ASD' },
    { near: 'PE30', age: '4', category: 'childcare' },
    { q: 'holiday club fakenham age 10', free: '1' },
  ]),
  ...ofKind('filters', [
    { need: 'ASD' },
    { need: ['ASD', 'SEMH'], category: 'things-to-do' },
    { category: 'short-breaks', local_offer: '1', self_refer: '1' },
    { day: ['SA', 'SU'], age: '12' },
    { outcome: 'employment', sort: 'name' },
  ]),
  ...ofKind('everything', [{}, { sort: 'updated', page: '3' }]),
];
