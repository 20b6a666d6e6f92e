import type { OfferedSchools } from '../schools/offered-schools.ts';
import { lettersOf, type ProviderLetter } from '../schools/provider-kind-rules.ts';
import { specialistKinds } from '../schools/school-words-rules.ts';
import type { ServingSchools } from './counted-rules.ts';

/** Schools by the keys of the leaves and cells that they serve, with the list of the finder in which they stand. */
export function countSchools(offered: readonly OfferedSchools[]): Map<string, ServingSchools> {
  const byKey = new Map<string, ServingSchools>();
  const add = (key: string, href: string, one: Omit<ServingSchools, 'href'>) => {
    const { all, telling, fresh } = byKey.get(key) ?? { all: 0, telling: 0, fresh: 0 };
    byKey.set(key, { all: all + one.all, telling: telling + one.telling, fresh: fresh + one.fresh, href });
  };
  for (const group of offered) {
    const { schools: all, telling, fresh, is_outside } = group;
    const letters = lettersOf(group);
    const counts = { all, telling, fresh: fresh.told };
    if (is_outside) {
      if (letters.length > 0) add('LO-2', '/schools', counts);
    } else
      for (const [key, href] of [
        ...letters.map((letter) => [`LO-1${letter}`, hrefs[letter]] as const),
        ...wider(group),
      ])
        add(key, href, counts);
    // what a school writes of its own says what support there is, and how its buildings can be used
    for (const letter of letters)
      for (const [leaf, said] of [
        ['LO-5h', fresh.offer],
        ['LO-5f', fresh.access],
      ] as const)
        if (said > 0)
          add(`${leaf}/${is_outside ? 2 : 1}${letter}`, hrefs[letter], { all: said, telling: said, fresh: said });
  }
  return byKey;
}

const ours = (...kinds: readonly OfferedSchools['kind'][]) =>
  `/schools?${new URLSearchParams([...kinds.map((kind) => ['kind', kind]), ['home', '1']])}`;
const ordinary = ours('mainstream', 'nursery');
const special = ours(...specialistKinds);
/** The list of the finder in which schools of a kind of provider stand, among others that the finder does not tell apart. */
const hrefs: Record<ProviderLetter, string> = {
  a: '/schools?phase=nursery&home=1',
  b: ours('mainstream', 'nursery', 'special', 'hospital_special'),
  c: ours('mainstream', 'special', 'alternative_provision', 'college'),
  d: ours('non_maintained_special'),
  e: ours('college', 'specialist_college'),
  f: special,
  g: ours('alternative_provision'),
};

// Paragraphs 3(a) and 3(b), and 6: each school's page says where there is more about it.
function wider({ kind }: OfferedSchools): (readonly [key: string, href: string])[] {
  const more = ['LO-6', '/schools?home=1'] as const;
  if (kind === 'mainstream' || kind === 'nursery') return [['LO-3a', ordinary], more];
  return specialistKinds.includes(kind) ? [['LO-3b', special], more] : [more];
}
