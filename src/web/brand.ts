/** A council's colours (`#rrggbb`) for one scheme, light or dark, as its data file gives them. */
export interface Colours {
  background: string;
  surface: string;
  text: string;
  muted: string;
  primary: string;
  accent: string;
}

/**
 * The council's colours as CSS custom properties, for screens. They are known to be readable on one another: the
 * authority file is refused otherwise. In the dark scheme cards are lighter than the page, in the light one whiter.
 */
export function brandCss({ light, dark }: { light: Colours; dark: Colours }): string {
  const day = {
    ...both(light),
    paper: light.surface,
    card: light.background,
    sunken: mix(light.surface, light.accent, 0.07),
    header: light.primary,
    'on-header': light.background,
    // the young people's pages: the council's second colour takes the place of its first
    young: light.accent,
    'on-young': light.background,
    'young-back': mix(light.surface, light.accent, 0.14),
  };
  const night = {
    ...both(dark),
    paper: dark.background,
    card: dark.surface,
    sunken: mix(dark.surface, dark.text, 0.06),
    header: dark.surface,
    'on-header': dark.text,
    young: mix(dark.background, dark.accent, 0.3),
    'on-young': dark.text,
    'young-back': mix(dark.background, dark.accent, 0.18),
  };
  return `@media screen{${rule(day)}}\n@media screen and (prefers-color-scheme:dark){${rule(night)}}\n`;
}

function both(colours: Colours): Record<string, string> {
  return {
    ink: colours.text,
    'ink-soft': colours.muted,
    line: mix(colours.surface, colours.text, 0.17),
    'line-strong': colours.muted,
    brand: colours.primary,
    'on-brand': colours.background,
    'brand-hover': mix(colours.primary, colours.text, 0.35),
    accent: colours.accent,
  };
}

function rule(values: Record<string, string>): string {
  return `:root{${Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')}}`;
}

/** The colour that lies between two, `share` (0 to 1) of the way to the second. */
function mix(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [from, to].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * share);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
