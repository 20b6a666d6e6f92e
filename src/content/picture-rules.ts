import sections from './reference/sections.json' with { type: 'json' };

const ofSections = new Map(sections.map(({ section, picture }) => [section, picture]));

/** The drawing that stands for a section, by its name in `content/views/pictures.njk`. */
export function pictureOfSection(section: string): string {
  return ofSections.get(section) ?? 'paper';
}
