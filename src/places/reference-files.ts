import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { PlaceTable } from '../db/types.ts';

const place = z.tuple([
  z.string().min(1),
  z.enum(['town', 'village']),
  z.string().nullable(),
  z.number(),
  z.number(),
  z.number().nullable(),
]);

const gazetteer = z.object({ sources: z.array(z.string()), places: z.array(place) });

const district = z.tuple([z.string(), z.number(), z.number(), z.string().length(1), z.number().nullable(), z.string()]);

const postcode_districts = z.object({
  sources: z.array(z.string()),
  counties: z.array(z.string()),
  districts: z.array(district),
});

const areas = z.object({
  sources: z.array(z.string()),
  areas: z.array(
    z.object({
      code: z.string().min(1),
      name: z.string().min(1),
      kind: z.enum(['county', 'district']),
      uri: z.string().optional(),
      rings: z.array(z.array(z.tuple([z.number(), z.number()])).min(4)).min(1),
    }),
  ),
});

/** An outline: outer rings of [longitude, latitude]. */
export type Area = z.output<typeof areas>['areas'][number];

/** A row as it goes into the table `place`. */
export interface NewPlace {
  name: string;
  kind: PlaceTable['kind'];
  county: string | null;
  latitude: number;
  longitude: number;
  population: number | null;
}

/** What a reference file holds, with a mark that changes when its content does, and its attribution. */
export interface Reference<Item> {
  mark: string;
  sources: string[];
  items: Item[];
}

/** A reference file that is not there or not of its shape; the message is one clear line. */
export class WrongReference extends Error {
  override name = 'WrongReference';
}

/** The towns and villages of a gazetteer file. Refuses (WrongReference) a file of another shape. */
export async function readGazetteer(path: string): Promise<Reference<NewPlace>> {
  const { mark, content } = await readReference(path, gazetteer);
  const items = content.places.map(([name, kind, county, latitude, longitude, population]) => {
    return { name, kind, county, latitude, longitude, population };
  });
  return { mark, sources: content.sources, items };
}

const districts_file = new URL('./reference/postcode-districts.json', import.meta.url);

/** The letters by which the file tells the country of a postcode district; England's have a county instead. */
const countries: Record<string, string> = {
  S: 'Scotland',
  W: 'Wales',
  N: 'Northern Ireland',
  J: 'Jersey',
  G: 'Guernsey',
  M: 'the Isle of Man',
};

/**
 * Every postcode district of the United Kingdom, and every sector of Great Britain, at the middle of its postcodes.
 * `county` is the county or unitary authority in England, and the country elsewhere.
 */
export async function readPostcodeDistricts(): Promise<Reference<NewPlace>> {
  const { mark, content } = await readReference(districts_file, postcode_districts);
  const items = content.districts.flatMap(([outcode, latitude, longitude, country, county_number, sectors]) => {
    const county = countries[country] ?? (county_number === null ? null : (content.counties[county_number] ?? null));
    const middle: NewPlace = { name: outcode, kind: 'outcode', county, latitude, longitude, population: null };
    const parts = sectors === '' ? [] : sectors.split(',');
    return [
      middle,
      ...parts.map((part) => {
        const [number, north, east] = part.split(' ').map(Number) as [number, number, number];
        return {
          ...middle,
          name: `${outcode} ${number}`,
          kind: 'sector' as const,
          latitude: latitude + north / 1000,
          longitude: longitude + east / 1000,
        };
      }),
    ];
  });
  return { mark, sources: content.sources, items };
}

/** The outlines of an areas file. Refuses (WrongReference) a file of another shape. */
export async function readAreas(path: string): Promise<Reference<Area>> {
  const { mark, content } = await readReference(path, areas);
  return { mark, sources: content.sources, items: content.areas };
}

async function readReference<Content>(path: string | URL, shape: z.ZodType<Content>) {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new WrongReference(`${path} cannot be read (${error.code}).`);
  });
  const parsed = shape.safeParse(readJson(text, path));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new WrongReference(`${path} is wrong. ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return { mark: createHash('sha256').update(text).digest('hex').slice(0, 12), content: parsed.data };
}

function readJson(text: string, path: string | URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongReference(`${path} is not valid JSON.`);
  }
}
