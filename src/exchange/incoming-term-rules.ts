import type { ServiceRecordInput } from '../directory/records.ts';
import taxonomies from '../directory/reference/taxonomies.json' with { type: 'json' };
import { readLine, readParagraphs } from './incoming-text-rules.ts';
import { isObject, readList } from './incoming-value-rules.ts';
import foreignTerms from './reference/foreign-terms.json' with { type: 'json' };

type ForeignTerm = NonNullable<ServiceRecordInput['foreign_terms']>[number];

/** The terms that a record carries: ours as `taxonomy:code`, and other people's as they came. */
export interface IncomingTerms {
  terms: string[];
  foreign_terms: ForeignTerm[];
}

const ours = new Map(
  taxonomies.flatMap((taxonomy) =>
    taxonomy.terms.flatMap((term) =>
      [taxonomy.code, fold(taxonomy.name)].flatMap((list) =>
        [fold(term.code), fold(term.name)].map((name): [string, string] => [
          `${list}:${name}`,
          `${taxonomy.code}:${term.code}`,
        ]),
      ),
    ),
  ),
);
const codes = new Set(ours.values());

/** Whether a text such as `need:ASD` names a term of our own taxonomies. */
export function isOurTerm(term: string): boolean {
  return codes.has(term);
}

/**
 * Reads the attributes of a service: its tags. A term of our own taxonomies (a feed of this software) is recognised by
 * the taxonomy's name with the term's code or name. Any other is kept under its own taxonomy, and also tagged with our
 * term where `foreign-terms.json` says that the names mean the same.
 */
export function readTerms(attributes: unknown): IncomingTerms {
  const terms = new Set<string>();
  const foreign = new Map<string, ForeignTerm>();
  for (const attribute of readList(attributes)) {
    const [term] = readList(attribute.taxonomy_term);
    const name = readLine(term?.name) ?? readLine(term?.term);
    if (!term || !name) continue;
    const taxonomy = taxonomyName(term) ?? readLine(attribute.link_type) ?? 'Other terms';
    const own = ourTerm(taxonomy, readLine(term.code), name);
    if (own) {
      terms.add(own);
      continue;
    }
    const code = readLine(term.code) ?? lastOf(readLine(term.term_uri)) ?? readLine(term.id) ?? fold(name);
    foreign.set(`${taxonomy} ${code}`, {
      taxonomy,
      code,
      name,
      description: readParagraphs(term.description) ?? name,
      term_uri: readLine(term.term_uri),
    });
    for (const match of termsLike(name, `${taxonomy} ${readLine(attribute.link_type) ?? ''}`)) terms.add(match);
  }
  return { terms: [...terms].sort(), foreign_terms: [...foreign.values()] };
}

function taxonomyName(term: Record<string, unknown>): string | undefined {
  const detail = isObject(term.taxonomy_detail) ? readLine(term.taxonomy_detail.name) : undefined;
  return readLine(term.taxonomy) ?? detail ?? readLine(term.vocabulary);
}

function ourTerm(taxonomy: string, code: string | undefined, name: string): string | undefined {
  const lists = [taxonomy, fold(taxonomy)];
  for (const list of lists)
    for (const word of [code, name]) {
      const found = word && ours.get(`${list}:${fold(word)}`);
      if (found) return found;
    }
  return undefined;
}

const likes = foreignTerms.map((rule) => ({ ...rule, names: new Set(rule.names.map(fold)) }));

/** Our terms that mean what a term of this name means, in a taxonomy of this name. */
export function termsLike(name: string, taxonomy: string): string[] {
  const folded = fold(name);
  const list = ` ${fold(taxonomy)}`;
  return likes
    .filter(
      (rule) =>
        rule.names.has(folded) && (!rule.taxonomies || rule.taxonomies.some((word) => list.includes(` ${word}`))),
    )
    .flatMap((rule) => rule.terms);
}

/**
 * Whether a service is of a kind whose place may never be shown exactly: a childminder works at home, and a refuge is
 * safe only while nobody knows where it is. Hiding one too many harms nobody.
 */
export function hidesItsPlace(name: string, organization: string, terms: IncomingTerms): boolean {
  const tags = terms.foreign_terms.map((term) => term.name).join(' ');
  return (
    terms.terms.includes('category:childminders') ||
    /\bchild ?-?mind(?:ers?|ing)\b|\bhome ?child ?-?carers?\b/i.test(`${name} ${tags}`) ||
    /\brefuges?\b|\bsafe ?-?houses?\b/i.test(`${name} ${organization} ${tags}`)
  );
}

function lastOf(uri: string | undefined): string | undefined {
  return uri?.split(/[/#:]/).findLast((part) => part !== '');
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
