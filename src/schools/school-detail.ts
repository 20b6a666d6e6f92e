import type { Db } from '../db/database.ts';
import { type Base, basesOf } from './bases.ts';
import { type ClusterOfSchool, clusterOf } from './clusters.ts';
import { type Coordinator, coordinatorOf } from './coordinators.ts';
import { additionOf, type SchoolAddition } from './school-additions.ts';
import { type Figure, newestFigures } from './school-figures.ts';
import { linksOf, type SchoolLink } from './school-links.ts';
import { findSchool, type School } from './schools.ts';
import { sencoOf } from './sencos.ts';

/** Everything that is public about a school, from the register, the council and the school itself. */
export interface SchoolDetail {
  /** as the register has it */
  school: School;
  /** whose register that is */
  source: { name: string; is_demonstration: boolean };
  addition: SchoolAddition;
  /** the codes of the needs that the school says it is for, else those of the register */
  needs: string[];
  /** the school's word, else the register's */
  website: string | null;
  /** who answers for SEN: the name only by the school's choice, the role's address always */
  sen_contact: { name: string | null; email: string | null; phone: string | null };
  /** what came after it, and before */
  successors: SchoolLink[];
  predecessors: SchoolLink[];
  other_links: SchoolLink[];
  /** the newest count of each measure, as counted: nothing is suppressed here */
  figures: Figure[];
  bases: Base[];
  cluster: ClusterOfSchool | null;
  coordinator: Coordinator | null;
}

/** Everything that is public about a school, closed ones too; undefined where there is none with this URN. */
export async function schoolDetail(db: Db, urn: string): Promise<SchoolDetail | undefined> {
  const school = await findSchool(db, urn);
  if (!school) return undefined;
  const [source, { addition }, links, figures, bases, cluster, coordinator, senco] = await Promise.all([
    sourceOf(db, school.source),
    additionOf(db, urn),
    linksOf(db, urn),
    newestFigures(db, urn),
    basesOf(db, urn),
    clusterOf(db, urn),
    coordinatorOf(db, urn),
    sencoOf(db, urn),
  ]);
  return {
    school,
    source,
    addition,
    needs: addition.needs ?? school.needs,
    website: addition.website ?? school.website,
    sen_contact: {
      name: senco?.is_name_public ? senco.name : null,
      email: addition.sen_email ?? null,
      phone: addition.sen_phone ?? school.phone,
    },
    successors: links.filter(({ kind }) => kind === 'successor'),
    predecessors: links.filter(({ kind }) => kind === 'predecessor'),
    other_links: links.filter(({ kind }) => kind === 'other'),
    figures,
    bases,
    cluster,
    coordinator,
  };
}

async function sourceOf(db: Db, code: string): Promise<SchoolDetail['source']> {
  return db
    .selectFrom('source')
    .select(['name', 'is_demonstration'])
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
}
