import { kindNames, phases as schoolPhases } from '../schools/school-words-rules.ts';
import type { School } from '../schools/schools.ts';
import { begun } from './bulletin-names-rules.ts';

/** Whom a bulletin can be for at a school. Those who have no account here are reached through the head teacher. */
export const roleNames = {
  head: 'Head teachers',
  senco: 'SENCOs',
  cluster_lead: 'Cluster leads',
  governors: 'Governors',
  business_manager: 'Business managers',
} as const;

const throughHead: readonly string[] = ['governors', 'business_manager'] satisfies (keyof typeof roleNames)[];

/** The roles of a school in which somebody signs in, each as one person holds it. */
export const signedInAs = { head: 'head teacher', senco: 'SENCO', cluster_lead: 'cluster lead' } as const;
export type SchoolRole = keyof typeof signedInAs;

/** Kinds of school as staff choose them. */
export const schoolKinds: Record<string, string> = kindNames;

/** Stages of education as staff choose them. */
export const phaseNames: Record<string, string> = Object.fromEntries(
  Object.entries(schoolPhases).map(([phase, { name }]) => [phase, name]),
);

/** For whom a bulletin is; an empty list is everybody. Clusters by their slugs. */
export interface Audience {
  roles: string[];
  kinds: string[];
  phases: string[];
  clusters: string[];
}

/** Somebody at a school, or what a reader chose to see; what is left out is not asked about. */
export interface Reader {
  role?: string | undefined;
  kind?: School['kind'] | undefined;
  phase?: School['phase'] | undefined;
  /** null: a school in no cluster */
  cluster?: string | null | undefined;
}

/**
 * Whether a bulletin is for somebody: each list that says anything must name the reader. A head teacher also gets what is
 * for those at the school who have no account; an all-through school is primary and secondary, and a school whose stage
 * the register does not say is left out by none.
 */
export function isFor(audience: Audience, reader: Reader): boolean {
  const { role, kind, phase, cluster } = reader;
  return (
    (role === undefined || reaches(audience.roles, role)) &&
    (kind === undefined || isAmong(audience.kinds, [kind])) &&
    (phase === undefined || phase === 'none' || isAmong(audience.phases, stagesOf(phase))) &&
    (cluster === undefined || isAmong(audience.clusters, cluster === null ? [] : [cluster]))
  );
}

/**
 * Whether somebody in a role answers what asks for something, for their school: the head teacher always, a SENCO what is for
 * SENCOs too, a cluster lead only what names cluster leads.
 */
export function mayAnswer({ roles }: Pick<Audience, 'roles'>, role: string): boolean {
  return role === 'head' || (role === 'cluster_lead' ? roles.includes(role) : reaches(roles, role));
}

/** Whether a school is meant, whoever is there: where it is for cluster leads alone, only one that has such a lead. */
export function isMeant(
  audience: Audience,
  { leads_cluster, ...school }: Reader & { leads_cluster: boolean },
): boolean {
  const isForLeads = audience.roles.length > 0 && audience.roles.every((role) => role === 'cluster_lead');
  return (leads_cluster || !isForLeads) && isFor(audience, { ...school, role: undefined });
}

function reaches(roles: readonly string[], role: string): boolean {
  return isAmong(roles, role === 'head' ? ['head', ...throughHead] : [role]);
}

function isAmong(list: readonly string[], any: readonly string[]): boolean {
  return list.length === 0 || any.some((one) => list.includes(one));
}

function stagesOf(phase: School['phase']): string[] {
  return phase === 'all_through' ? ['primary', 'secondary'] : [phase];
}

/** For whom a bulletin is, in words: "Head teachers and SENCOs; stage: primary; clusters: Cromer and Dereham". */
export function audienceInWords(
  { roles, kinds, phases, clusters }: Audience,
  clusterNames: ReadonlyMap<string, string>,
  { cluster, clusters: several }: { cluster: string; clusters: string },
): string {
  const named = (list: readonly string[], names: Record<string, string>) =>
    inList(list.map((one) => withinSentence(names[one] ?? one)));
  const who = roles.length === 0 ? 'Everybody at school' : begun(named(roles, roleNames));
  const where = [
    ...(kinds.length > 0 ? [`kind of school: ${named(kinds, schoolKinds)}`] : []),
    ...(phases.length > 0 ? [`stage: ${named(phases, phaseNames)}`] : []),
    ...(clusters.length > 0
      ? [
          `${clusters.length === 1 ? cluster : several}: ${inList(clusters.map((slug) => clusterNames.get(slug) ?? slug))}`,
        ]
      : []),
  ];
  return [who, ...(where.length > 0 ? where : ['all schools'])].join('; ');
}

// "Head teachers" is "head teachers" there; "SENCOs" stays
function withinSentence(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

function inList(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
