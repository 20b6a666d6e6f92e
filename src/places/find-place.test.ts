import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { readAuthority } from '../authority.ts';
import { type Db, transaction } from '../db/database.ts';
import { areasAt, seedAreas } from './areas.ts';
import { milesBetween } from './distance-rules.ts';
import { findPlace } from './find-place.ts';
import { allPlaces, seedPlaces } from './places.ts';

const authority = await readAuthority(new URL('../../authority.json', import.meta.url).pathname);

const find = async (db: Db, text: string) => {
  const place = await findPlace(db, text, authority);
  return place.found ? place : assert.fail(`${text}: ${place.message}`);
};
const miss = async (db: Db, text: string) => {
  const place = await findPlace(db, text, authority);
  return place.found ? assert.fail(`${text} was found as ${place.name}`) : place;
};

// The places are put in once: each test within undoes what it wrote itself.
test('finding places', async (t) => {
  const seeded = await inTransaction(t);
  await seedPlaces(seeded, authority);
  await seedAreas(seeded, authority);
  const undone = (name: string, work: (db: Db) => Promise<void>) =>
    t.test(name, async () => {
      const enough = new Error('undo');
      await transaction(seeded, async (db) => {
        await work(db);
        throw enough;
      }).catch((error) => {
        if (error !== enough) throw error;
      });
    });

  await undone('seeding twice is the same as seeding once', async (db) => {
    const count = async () =>
      (
        await db
          .selectFrom('place')
          .select((e) => e.fn.countAll<number>().as('n'))
          .executeTakeFirst()
      )?.n;
    const before = await count();
    await seedPlaces(db, authority);
    await seedAreas(db, authority);
    assert.equal(await count(), before);
    assert.ok((before ?? 0) > 15_000);
  });

  await undone('every town and village of the example council lies in its outline', async (db) => {
    const ours = (await allPlaces(db)).filter((place) => place.county === authority.short_name);
    assert.ok(ours.length >= 250, `${ours.length} places`);
    for (const place of ours) {
      const areas = await areasAt(db, place.latitude, place.longitude);
      assert.ok(areas.includes(authority.code), `${place.name} lies outside`);
    }
  });

  await undone('every district that the authority file names has an outline', async (db) => {
    const codes = (await db.selectFrom('area').select('code').execute()).map((area) => area.code);
    for (const { code } of [authority, ...authority.districts, ...authority.neighbours])
      assert.ok(codes.includes(code), code);
    assert.deepEqual(await areasAt(db, 52.6281, 1.2994), ['E07000148', 'E10000020']);
    assert.deepEqual(await areasAt(db, 51.5, -0.12), []);
  });

  await undone('an imported postcode is found exactly, however it is typed', async (db) => {
    await db
      .insertInto('postcode')
      .values({ postcode: 'NR1 1AA', latitude: 52.625, longitude: 1.305, district_code: null })
      .execute();
    for (const typed of ['NR1 1AA', 'nr11aa', 'NRI 1AA', ' nr1  1aa ', 'near NR1 1AA, Norwich']) {
      const place = await find(db, typed);
      assert.equal(place.name, 'NR1 1AA');
      assert.equal(place.approximate, false);
      assert.equal(place.latitude.toFixed(3), '52.625');
    }
  });

  await undone('a postcode that is not known is found near by, and says so', async (db) => {
    const sector = await find(db, 'PE30 5PT');
    assert.equal(sector.approximate, true);
    assert.match(sector.note ?? '', /exact place of PE30 5PT.*middle of PE30 5/);
    assert.ok(milesBetween(sector, { latitude: 52.757, longitude: 0.4 }) < 2);
    const district = await find(db, 'NR1 9ZZ');
    assert.match(district.note ?? '', /middle of NR1\./);
    await db
      .insertInto('postcode')
      .values({ postcode: 'NR1 9AA', latitude: 52.7, longitude: 1.3, district_code: null })
      .execute();
    assert.equal((await find(db, 'NR1 9ZZ')).latitude.toFixed(2), '52.70');
  });

  await undone('a postcode without a place of its own is found at the middle of its sector', async (db) => {
    await db
      .insertInto('postcode')
      .values({ postcode: 'NR1 1ZZ', latitude: null, longitude: null, district_code: null })
      .execute();
    assert.equal((await find(db, 'NR1 1ZZ')).approximate, true);
  });

  await undone('the first half of a postcode is a place, and so is a postcode that is half typed', async (db) => {
    assert.deepEqual(
      { ...(await find(db, 'nr31')), latitude: 0, longitude: 0, miles_from_centre: 0 },
      {
        found: true,
        kind: 'outcode',
        name: 'NR31',
        latitude: 0,
        longitude: 0,
        outcode: 'NR31',
        county: 'Norfolk',
        approximate: false,
        others: [],
        miles_from_centre: 0,
      },
    );
    assert.equal((await find(db, 'NR1 1A')).kind, 'sector');
  });

  const towns: [typed: string, name: string][] = [
    ['Cromer', 'Cromer, Norfolk'],
    ['  king’s   LYNN ', "King's Lynn, Norfolk"],
    ['kings lynn', "King's Lynn, Norfolk"],
    ['Gt Yarmouth', 'Great Yarmouth, Norfolk'],
    ['wells next the sea', 'Wells-next-the-Sea, Norfolk'],
    ['near Norwich city centre', 'Norwich, Norfolk'],
    ['Terrington Saint Clement', 'Terrington St Clement, Norfolk'],
    ['Dereham, Norfolk', 'Dereham, Norfolk'],
    ['Acle near Norwich', 'Acle, Norfolk'],
    ['Sutton, Cambridgeshire', 'Sutton, Cambridgeshire'],
    ['Sutton near Ely', 'Sutton, Cambridgeshire'],
    ['Manchester', 'Manchester, Manchester'],
    ['Breckland', 'Breckland'],
    ['Norfolk', 'Norfolk'],
  ];

  for (const [typed, name] of towns) {
    await undone(`"${typed}" is ${name}`, async (db) => {
      assert.equal((await find(db, typed)).name, name);
    });
  }

  await undone('of towns of one name the only one in our area is taken, and the others can be had', async (db) => {
    const holt = await find(db, 'Holt');
    assert.equal(holt.name, 'Holt, Norfolk');
    assert.ok(holt.others.some((other) => other.name === 'Holt, Wiltshire'));
    for (const other of holt.others) assert.equal((await find(db, other.name)).latitude, other.latitude);
  });

  await undone(
    'a town that stands twice gives a choice, the nearest first, and each choice finds its town',
    async (db) => {
      const newport = await miss(db, 'Newport');
      assert.equal(newport.reason, 'ambiguous');
      assert.match(newport.message, /more than one place called “Newport”/);
      assert.equal(newport.choices[0]?.name, 'Newport, Essex');
      assert.ok(newport.choices.length > 3);
      for (const choice of newport.choices) {
        const found = await find(db, choice.name);
        assert.deepEqual([found.latitude, found.longitude], [choice.latitude, choice.longitude]);
      }
    },
  );

  await undone('two villages of one name in our own area are told apart by their postcode districts', async (db) => {
    const village = {
      name: 'Hempstead',
      folded_name: 'hempstead',
      kind: 'village' as const,
      county: 'Norfolk',
      source: 'test',
    };
    await db
      .insertInto('place')
      .values({ ...village, latitude: 52.7757, longitude: 1.5735 })
      .execute();
    const found = await miss(db, 'Hempstead');
    assert.equal(found.reason, 'ambiguous');
    assert.equal(found.choices.length, 2);
    for (const choice of found.choices) assert.equal((await find(db, choice.name)).latitude, choice.latitude);
  });

  await undone('the same town of another gazetteer is not a second town', async (db) => {
    await db
      .insertInto('place')
      .values({
        name: 'Cromer',
        folded_name: 'cromer',
        kind: 'town',
        county: null,
        latitude: 52.9305,
        longitude: 1.3011,
        source: 'import',
      })
      .execute();
    assert.equal((await find(db, 'Cromer')).others.length, 0);
  });

  const missing: [typed: string, reason: string, message: RegExp][] = [
    ['ZZ1 1ZZ', 'unknown', /ZZ1 1ZZ is not a postcode that we know/],
    ['NR55 9AA', 'unknown', /begins with NR55/],
    ['EH1 1AA', 'outside', /EH1 1AA is in Scotland\. This site lists support in and near Norfolk/],
    ['CF10 1AA', 'outside', /in Wales/],
    ['BT1 5GS', 'outside', /in Northern Ireland/],
    ['JE2 3AB', 'outside', /in Jersey/],
    ['75001', 'outside', /not one of the United Kingdom/],
    ['D02 X285', 'outside', /in Ireland/],
    ['BFPO 57', 'outside', /British Forces/],
    ['', 'not_a_place', /Type a town/],
    ['   ', 'not_a_place', /Type a town/],
    ['???', 'not_a_place', /Type a town/],
    ['x'.repeat(10_000), 'not_a_place', /Type a town/],
    ["'; drop table place; --", 'unknown', /do not know a place/],
    ['<script>alert(1)</script>', 'unknown', /do not know a place/],
    ['Norwich\0', 'found', /./],
    ['%', 'not_a_place', /./],
    ['日本', 'unknown', /./],
  ];

  await undone('what is no place of ours is told in a plain sentence', async (db) => {
    for (const [typed, reason, message] of missing) {
      const place = await findPlace(db, typed, authority);
      assert.equal(place.found ? 'found' : place.reason, reason, typed.slice(0, 40));
      if (!place.found) assert.match(place.message, message);
    }
  });

  await undone('a misspelt place gives places that are spelled nearly so', async (db) => {
    const misspelt: [string, string][] = [
      ['Norwhich', 'Norwich, Norfolk'],
      ['Derham', 'Dereham, Norfolk'],
      ['Wymondam', 'Wymondham, Norfolk'],
      ['Sherringham', 'Sheringham, Norfolk'],
      ['Great Yarmoth', 'Great Yarmouth, Norfolk'],
    ];
    for (const [typed, name] of misspelt) assert.equal((await miss(db, typed)).suggestions[0]?.name, name);
    assert.deepEqual((await miss(db, 'Xyzzyplugh')).suggestions, []);
  });
});
