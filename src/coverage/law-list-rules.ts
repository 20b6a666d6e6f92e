import code from './reference/code-of-practice.json' with { type: 'json' };
import consultation from './reference/consultation.json' with { type: 'json' };
import providerKinds from './reference/providers.json' with { type: 'json' };
import ways from './reference/publication-ways.json' with { type: 'json' };
import paragraphs from './reference/schedule-2.json' with { type: 'json' };
import serving from './reference/services-serve.json' with { type: 'json' };

/** Something that the law asks for: its key, in short words, and where it stands. */
export interface Asked {
  key: string;
  words: string;
  law: string;
}

/** What shows that something is done: all of it must be there. */
export type Shown =
  | { page: string }
  | { leaf: string }
  | { way: string }
  | { consulted: string[] }
  | { measure: MeasureName };

/** What is counted of the services, and of the site. */
export type MeasureName = 'criteria' | 'contact' | 'outside' | 'fresh' | 'comments' | 'clicks';

export interface AskedAndShown extends Asked {
  shown: Shown[];
}

/** Schedule 2 to the SEND Regulations 2014, by its paragraphs. */
export const schedule2: readonly { paragraph: number; title: string; about: string; leaves: Asked[] }[] = paragraphs;

/** The 56 things that a Local Offer must contain (SEND Regulations 2014, reg. 53 and Schedule 2). */
export const leaves: readonly Asked[] = schedule2.flatMap((paragraph) => paragraph.leaves);

/** A kind of provider, in the area or outside it. */
export interface Provider {
  code: string;
  name: string;
  area: string;
  is_outside: boolean;
  /** the leaves of which each names this kind: "mainstream schools" of paragraph 3(a) are maintained schools and academies */
  named_by: readonly string[];
}

/** The kinds of provider of paragraphs 1 and 2: eight in the area, seven outside it. */
export const providers: readonly Provider[] = providerKinds;

/** What paragraphs 4 and 5 ask of each kind of provider. */
export const ofEachProvider: readonly Asked[] = leaves.filter(({ key }) => /^LO-[45]/.test(key));

/** What the Code of Practice says that a council must, and that it should. */
export const codeItems = code as readonly (AskedAndShown & { force: 'must' | 'should' })[];

/** Who must be asked (reg. 54). */
export const consultees: readonly Asked[] = consultation.consultees;
/** Those who are children, young people and parents. */
export const families: readonly string[] = consultation.families;
/** What children, young people and parents must be asked about (reg. 55). */
export const topics: readonly Asked[] = consultation.topics;

/** How a Local Offer must be published (reg. 57). */
export const publicationWays = ways as readonly AskedAndShown[];

/** Which kinds of support in the directory serve which leaf. */
export const servingKinds: readonly { leaf: string; categories: string[] }[] = serving;
