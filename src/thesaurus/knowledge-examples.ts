import { readFileSync } from 'node:fs';
import { type Knowledge, type Place, prepareKnowledge } from './knowledge-rules.ts';
import type { ThesaurusGroup } from './thesaurus-rules.ts';
import { wordsOf } from './word-rules.ts';

/** The thesaurus that is shipped. */
export function shippedThesaurus(): ThesaurusGroup[] {
  return JSON.parse(readFileSync(new URL('reference/thesaurus.json', import.meta.url), 'utf8'));
}

// word:services of a small directory of 600 services
const WORDS = `
  autism:96 autistic:60 adhd:40 speech:38 language:44 therapy:75 therapist:30 communication:50 physiotherapy:9 physio:4
  occupational:14 sensory:45 processing:6 swimming:21 lessons:12 swim:8 football:11 club:80 clubs:35 youth:48 group:150
  groups:90 playgroup:5 play:70 soft:8 short:30 breaks:30 break:12 respite:9 sitting:5 overnight:6 counselling:22
  counsellor:8 anxiety:30 worries:12 mental:48 health:190 wellbeing:60 sleep:18 bedtime:4 eating:14 selective:3 fussy:2
  feeding:6 arfid:2 dietitian:4 continence:7 toileting:8 bladder:5 wetting:4 nappies:3 behaviour:34 challenging:9
  positive:12 school:260 schools:90 attendance:8 avoidance:6 refusal:3 transport:20 taxi:3 travel:26 training:44 bus:11
  college:30 careers:9 internship:6 internships:6 supported:20 employment:14 work:70 job:9 benefits:16 grants:9 grant:6
  money:14 allowance:7 disability:120 disabled:80 disabilities:70 living:15 independence:10 independent:22 wheelchair:24
  wheelchairs:10 equipment:18 deaf:12 hearing:16 blind:8 sight:7 vision:6 reading:14 dyslexia:10 spelling:3 tuition:6
  library:30 libraries:22 books:9 music:16 drama:9 art:14 dance:10 horse:4 riding:5 trampolining:3 gymnastics:5 cinema:4
  relaxed:14 family:150 families:140 parents:180 parent:90 carers:120 carer:70 young:160 people:180 children:320 child:150
  support:380 help:270 advice:110 information:120 free:150 nursery:40 nurseries:14 childminder:5 toddler:14 toddlers:10
  baby:12 portage:5 holiday:22 activities:70 saturday:18 online:40 phone:50 home:90 visit:30 visits:25 teenagers:14
  bereavement:6 grief:4 siblings:7 brothers:5 sisters:5 dads:4 tribunal:5 mediation:4 appeal:5 plan:60 plans:50 education:120
  needs:200 special:90 assessment:50 diagnosis:34 neurodevelopmental:6 paediatrics:6 paediatrician:5 psychology:10
  psychologist:9 educational:14 epilepsy:4 diabetes:3 palsy:3 cerebral:3 syndrome:6 down:8 nurture:5 forest:6 outdoor:12
  gardening:4 farm:6 dental:5 dentist:5 optician:4 hospice:3 crisis:10 helpline:12 drop:20 coffee:12 morning:20
  breakfast:9 after:60 relationships:6 friends:22 friendship:8 safety:10 apprenticeships:5 motability:2 badge:6 blue:5
  community:150 centre:90 centres:40 team:110 service:300 services:200 norwich:120 cromer:12 holt:6 diss:9 sheringham:7
  lynn:30 yarmouth:25 social:70 skills:40 worker:20 local:90 early:60 help:270 years:90 age:80 housing:9 adaptations:5
  makaton:5 signing:6 stammering:3 tics:2 hydrotherapy:3 pool:10 lunch:9 meals:6 uniform:2 debt:3 food:14 bank:6
  travelling:3 volunteers:14 mentoring:6 befriending:4 tutors:3 homework:5 maths:5 numbers:4 walking:8 cycling:4 bikes:3
  sailing:2 climbing:2 karate:2 chess:1 lego:4 gaming:3 coding:2 cooking:5 boxing:2 confidence:20 emotional:40 emotions:9
  feelings:22 anger:8 self:30 harm:6 trauma:5 attachment:4 adoption:4 adopted:3 foster:5 hub:14 hubs:9 under:40 fives:6`;

const place = (name: string, kind: Place['kind'], in_area: boolean, population = 1000, county = 'Norfolk'): Place => ({
  name,
  kind,
  county,
  latitude: 52.6,
  longitude: 1.3,
  population,
  in_area,
});

const PLACES: Place[] = [
  place('Norwich', 'town', true, 200000),
  place('Cromer', 'town', true, 7000),
  place('Sheringham', 'town', true, 7000),
  place('Great Yarmouth', 'town', true, 60000),
  place("King's Lynn", 'town', true, 46000),
  place('Wells-next-the-Sea', 'town', true, 2000),
  place('Holt', 'town', true, 4000),
  place('Diss', 'town', true, 7500),
  place('Acle', 'village', true, 2800),
  place('Thetford', 'town', true, 24000),
  place('Dereham', 'town', true, 19000),
  place('Swaffham', 'town', true, 7000),
  place('Wymondham', 'town', true, 15000),
  place('North Walsham', 'town', true, 12000),
  place('Hunstanton', 'town', true, 4500),
  place('Aylsham', 'town', true, 6000),
  place('Little Walsingham', 'village', true, 800),
  place('Hope', 'village', false, 600, 'Derbyshire'),
  place('Reading', 'town', false, 220000, 'Berkshire'),
  place('Bath', 'town', false, 90000, 'Somerset'),
  place('Sandwich', 'town', false, 5000, 'Kent'),
  place('Manchester', 'town', false, 500000, 'Greater Manchester'),
  place('Newcastle upon Tyne', 'town', false, 280000, 'Tyne and Wear'),
  place('Newport', 'town', false, 145000, 'Gwent'),
  place('Newport', 'town', false, 25000, 'Isle of Wight'),
  place('NR1', 'outcode', true),
  place('PE30', 'outcode', true),
];

/** A directory of 600 services that has every word of the shipped thesaurus, with places in its area and outside. */
export function exampleKnowledge(): Knowledge {
  const vocabulary = new Map<string, number>();
  for (const entry of WORDS.trim().split(/\s+/)) {
    const [word = '', services] = entry.split(':');
    vocabulary.set(word, Number(services));
  }
  const groups = shippedThesaurus();
  for (const { code, words, means } of groups) {
    const right = code.startsWith('spelling-') ? [] : [...words, ...(means ?? [])];
    for (const word of right.flatMap(wordsOf)) if (!vocabulary.has(word)) vocabulary.set(word, 2);
  }
  return prepareKnowledge({
    vocabulary,
    total: 600,
    groups,
    places: Map.groupBy(PLACES, (each) => each.name.toLowerCase()),
    terms: [
      { taxonomy: 'category', code: 'speech-and-language', name: 'Speech, language and communication' },
      { taxonomy: 'category', code: 'short-breaks', name: 'Short breaks' },
      { taxonomy: 'need', code: 'ASD', name: 'Autism' },
    ],
    area_names: ['Norfolk', 'Norfolk County Council'],
  });
}
