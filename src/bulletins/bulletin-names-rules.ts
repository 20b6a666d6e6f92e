/** What a council calls its bulletins, as the name stands within a sentence: "Management Information Sheet", "MI Sheet". */
export interface BulletinNames {
  one: string;
  several: string;
  short: string;
  several_short: string;
}

/** The council's words for bulletins. */
export function bulletinNames(names: {
  bulletin: string;
  bulletins: string;
  bulletin_short: string;
  bulletins_short: string;
}): BulletinNames {
  const { bulletin, bulletins, bulletin_short, bulletins_short } = names;
  return { one: bulletin, several: bulletins, short: bulletin_short, several_short: bulletins_short };
}

/** Words as they begin a sentence. */
export function begun(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
