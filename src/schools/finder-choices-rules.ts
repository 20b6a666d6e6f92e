import type { Authority } from '../authority.ts';
import { type Asked, offeredMiles, type Typed } from './finder-rules.ts';
import { schoolNeeds } from './need-rules.ts';
import { kindNames, phases } from './school-words-rules.ts';

/** Something to choose in the form. */
export interface Choice {
  value: string;
  text: string;
  is_chosen: boolean;
}

/** Everything that can be ticked in the finder. */
export interface FinderChoices {
  groups: { key: 'phase' | 'kind' | 'need'; title: string; hint: string | null; choices: Choice[]; chosen: number }[];
  switches: { key: 'base' | 'places' | 'home'; text: string; is_chosen: boolean }[];
  /** how many are ticked, with an age or a distance */
  chosen: number;
}

/** The choices of the form, ticked as they were sent; the usual distance first. */
export function choicesToShow(
  asked: Asked,
  typed: Typed,
  { short_name, default_within_miles }: Pick<Authority, 'short_name' | 'default_within_miles'>,
): { choices: FinderChoices; distances: Choice[] } {
  const group = (
    key: FinderChoices['groups'][number]['key'],
    title: string,
    names: Iterable<readonly [string, string]>,
    hint: string | null = null,
  ) => {
    const choices = [...names].map(([value, text]) => ({ value, text, is_chosen: typed[key].includes(value) }));
    return { key, title, hint, choices, chosen: choices.filter(({ is_chosen }) => is_chosen).length };
  };
  const groups = [
    group(
      'phase',
      'Stage',
      Object.entries(phases).map(([code, { name }]) => [code, name]),
    ),
    group('kind', 'Kind of school', Object.entries(kindNames)),
    group(
      'need',
      'Knows this need well',
      schoolNeeds.map(({ code, name }) => [code, name]),
      'Every ordinary school must help children with any need. These schools name it.',
    ),
  ];
  const switches: FinderChoices['switches'] = [
    { key: 'base', text: 'Has a specialist base', is_chosen: asked.base },
    { key: 'places', text: 'Has a place free in its base', is_chosen: asked.places },
    { key: 'home', text: `In ${short_name} only`, is_chosen: asked.home },
  ];
  const usual = { value: '', text: `${default_within_miles} miles (usual)`, is_chosen: typed.within === '' };
  const miles = [...new Set([...offeredMiles, ...(asked.within === undefined ? [] : [asked.within])])];
  return {
    choices: {
      groups,
      switches,
      chosen:
        groups.reduce((sum, { chosen }) => sum + chosen, 0) +
        switches.filter(({ is_chosen }) => is_chosen).length +
        (typed.age === '' ? 0 : 1) +
        (typed.within === '' ? 0 : 1),
    },
    distances: [
      usual,
      ...miles
        .filter((one) => one !== default_within_miles || one === asked.within)
        .sort((one, other) => one - other)
        .map((one) => ({
          value: String(one),
          text: `${one} ${one === 1 ? 'mile' : 'miles'}`,
          is_chosen: one === asked.within,
        })),
    ],
  };
}
