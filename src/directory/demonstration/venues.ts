import type { VenueKind } from './kind.ts';

interface Venue {
  names: [string, ...string[]];
  /** how easy it is to use, true of every such place here */
  always: string[];
}

/** The made-up buildings that services meet in. */
export const VENUES: Record<VenueKind, Venue> = {
  hall: {
    names: ['Demonstration Hall', 'Demonstration Church Rooms', 'Demonstration Village Hall'],
    always: ['step-free', 'toilet'],
  },
  hub: {
    names: ['Demonstration Family Hub', 'Demonstration Children’s Centre'],
    always: ['step-free', 'toilet', 'changing'],
  },
  nursery: { names: ['Demonstration Nursery', 'The Demonstration Lodge'], always: ['step-free', 'changing'] },
  school: {
    names: ['Demonstration Primary School', 'Demonstration Academy', 'Demonstration School'],
    always: ['step-free', 'toilet', 'parking'],
  },
  'special-school': {
    names: ['Demonstration Special School'],
    always: ['step-free', 'changing-place', 'parking', 'quiet'],
  },
  college: { names: ['Demonstration College Campus'], always: ['step-free', 'toilet', 'parking', 'lift', 'loop'] },
  clinic: {
    names: ['Demonstration Health Centre', 'Demonstration Children’s Clinic'],
    always: ['step-free', 'toilet', 'parking', 'interpreter'],
  },
  surgery: {
    names: ['Demonstration Surgery', 'Demonstration Medical Practice'],
    always: ['step-free', 'toilet', 'loop'],
  },
  hospital: {
    names: ['Demonstration Hospital, Children’s Outpatients'],
    always: ['step-free', 'changing-place', 'parking', 'lift', 'interpreter'],
  },
  office: { names: ['Demonstration House', 'Demonstration Chambers'], always: ['step-free'] },
  sports: {
    names: ['Demonstration Sports Hall', 'Demonstration Leisure Centre'],
    always: ['step-free', 'toilet', 'parking', 'showers'],
  },
  pool: {
    names: ['Demonstration Swimming Pool', 'Demonstration Hydrotherapy Pool'],
    always: ['step-free', 'pool-hoist', 'changing-place', 'parking'],
  },
  library: { names: ['Demonstration Library'], always: ['step-free', 'toilet', 'loop'] },
  arts: { names: ['Demonstration Arts Centre', 'Demonstration Studio'], always: ['step-free', 'toilet', 'loop'] },
  cinema: { names: ['Demonstration Picture House'], always: ['step-free', 'toilet', 'loop', 'wheelchair-seats'] },
  park: { names: ['Demonstration Park', 'Demonstration Green'], always: ['paths', 'parking'] },
  farm: { names: ['Demonstration Farm', 'Demonstration Stables'], always: ['paths', 'parking', 'toilet'] },
  centre: { names: ['Demonstration Community Centre', 'Demonstration Youth Centre'], always: ['step-free', 'toilet'] },
  house: { names: ['Demonstration Cottage', 'Demonstration Lodge'], always: ['step-free'] },
};

/** What makes a place easy to use: in a word or two, and in a sentence. */
export const ACCESS: Record<string, [string, string]> = {
  'step-free': ['Step-free way in', 'A ramp or level path to the main door, which is wide enough for a wheelchair.'],
  toilet: ['Accessible toilet', 'A toilet with rails and room for a wheelchair on the ground floor.'],
  changing: ['Changing bench', 'A strong changing bench for older children, without a hoist.'],
  'changing-place': [
    'Changing Places toilet',
    'A large toilet with a hoist, an adult changing bench and room for two helpers.',
  ],
  parking: ['Blue Badge parking', 'Marked spaces close to the door.'],
  lift: ['Lift', 'A lift to every floor, with buttons that can be reached and felt.'],
  loop: ['Hearing loop', 'Turn your hearing aid to the T setting.'],
  interpreter: ['Interpreter on request', 'Ask for a British Sign Language or other interpreter when you book.'],
  showers: ['Accessible showers', 'A wet room with a seat.'],
  'pool-hoist': ['Pool hoist', 'A hoist and a slope or steps with rails into the water.'],
  'wheelchair-seats': ['Wheelchair spaces', 'Spaces for wheelchairs beside ordinary seats.'],
  paths: ['Firm, level paths', 'Most paths can be used with a wheelchair or buggy; grass may be soft after rain.'],
  quiet: ['Quiet room', 'A small room with low light, to use at any time.'],
  lights: ['Lights can be dimmed', 'Ask us to turn lights and music down.'],
  dogs: ['Assistance dogs welcome', 'We put out a bowl of water.'],
  signs: ['Picture signs', 'Doors and rooms have signs with pictures and large print.'],
};

/** What some places have beside. */
export const EXTRA_ACCESS = ['quiet', 'lights', 'dogs', 'signs', 'loop', 'changing-place'] as const;

export const STREETS = [
  'Station Road',
  'Church Street',
  'Mill Lane',
  'School Lane',
  'Market Street',
  'The Green',
  'High Street',
  'Chapel Road',
  'Park Lane',
  'Orchard Way',
  'Common Road',
  'Bridge Street',
] as const;
