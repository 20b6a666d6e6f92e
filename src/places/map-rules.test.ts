import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { drawMap, extentAround, type MapMarker, marker_pixels } from './map-rules.ts';
import { readAreas, readGazetteer } from './reference-files.ts';

const root = new URL('../../', import.meta.url).pathname;
const authority = JSON.parse(await readFile(`${root}authority.json`, 'utf8'));
const areas = (await readAreas(`${root}${authority.areas_file}`)).items;
const towns = (await readGazetteer(`${root}${authority.gazetteer_file}`)).items;

const draw = (markers: MapMarker[], width = 640, height = 400) =>
  drawMap({ areas, towns, markers, extent: authority.extent, width, height });

test('the whole extent is shown, in the proportions of the picture', () => {
  for (const [width, height] of [
    [640, 400],
    [320, 480],
    [1000, 200],
  ] as const) {
    const { extent } = draw([], width, height);
    assert.ok(extent.west <= authority.extent.west + 1e-9 && extent.east >= authority.extent.east - 1e-9);
    assert.ok(extent.south <= authority.extent.south + 1e-9 && extent.north >= authority.extent.north - 1e-9);
  }
});

test('north is up and east is right', () => {
  const [cromer, diss] = draw([
    { number: 1, label: 'a', latitude: 52.93, longitude: 1.3 },
    { number: 2, label: 'b', latitude: 52.37, longitude: 1.11 },
  ]).markers;
  assert.ok(cromer && diss && cromer.y < diss.y && cromer.x > diss.x);
});

test('an outline is a closed path of plain numbers', () => {
  const norfolk = draw([]).areas.find((area) => area.code === authority.code);
  assert.match(norfolk?.path ?? '', /^M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+)+Z/);
});

test('names of towns do not cover one another, whatever the size of the picture', () => {
  for (const [width, height] of [
    [320, 240],
    [640, 400],
    [1200, 800],
  ] as const) {
    const { labels } = draw([], width, height);
    assert.ok(labels.length >= 3);
    const boxes = labels.map((label) => {
      const long = label.name.length * (label.size === 'large' ? 15 : 12) * 0.5;
      const left = label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x - long : label.x - long / 2;
      return { left, right: left + long, top: label.y - 10, bottom: label.y, name: label.name };
    });
    for (const [i, one] of boxes.entries())
      for (const other of boxes.slice(i + 1)) {
        const apart =
          one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
        assert.ok(apart, `${one.name} covers ${other.name}`);
      }
  }
});

test('larger towns are named first, and a town never under two names', () => {
  const names = draw([]).labels.map((label) => label.name);
  for (const name of ['Norwich', "King's Lynn", 'Great Yarmouth', 'Thetford']) assert.ok(names.includes(name), name);
  assert.ok(!(names.includes('Yarmouth') || names.includes('Lynn')));
});

test('a town whose dot lies under a marker is named beside the marker', () => {
  const { labels } = draw([{ number: 1, label: 'Club', latitude: 52.63, longitude: 1.3 }]);
  assert.ok(labels.some((label) => label.name === 'Norwich'));
});

test('markers that would cover one another are drawn as one, which tells them all', () => {
  const near = (number: number, east: number) => ({
    number,
    label: `Club ${number}`,
    latitude: 52.63,
    longitude: 1.29 + east,
  });
  const { markers } = draw([near(3, 0.01), near(1, 0), near(2, 0.3)]);
  assert.deepEqual(
    markers.map((marker) => [marker.text, marker.title]),
    [
      ['1+', '2 places: 1 and 3'],
      ['2', '2: Club 2'],
    ],
  );
});

test('no drawn marker covers another, and every result stands in one of them', () => {
  const many = Array.from({ length: 200 }, (_, i) => ({
    number: i + 1,
    label: `Club ${i + 1}`,
    latitude: 52.4 + ((i * 37) % 100) / 180,
    longitude: 0.3 + ((i * 61) % 100) / 75,
  }));
  const { markers, hidden_markers } = draw(many);
  assert.equal(hidden_markers, 0);
  assert.equal(markers.flatMap((marker) => marker.numbers).length, 200);
  for (const [i, one] of markers.entries())
    for (const other of markers.slice(i + 1)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= marker_pixels);
});

test('a marker beyond the frame is not drawn but counted', () => {
  const { markers, hidden_markers } = draw([{ number: 1, label: 'London', latitude: 51.5, longitude: -0.1 }]);
  assert.deepEqual([markers.length, hidden_markers], [0, 1]);
});

test('the bar of the scale is a round number of miles that fits', () => {
  const { scale } = draw([]);
  assert.equal(scale.miles, 10);
  assert.ok(scale.pixels > 40 && scale.pixels < 160);
});

test('an extent around results shows them all, and around a single one some miles', () => {
  assert.equal(extentAround([], 5), undefined);
  const one = extentAround([{ latitude: 52.63, longitude: 1.29 }], 6) ?? assert.fail();
  assert.equal(((one.north - one.south) * 69).toFixed(1), '6.0');
  const two =
    extentAround(
      [
        { latitude: 52.4, longitude: 0.4 },
        { latitude: 52.9, longitude: 1.7 },
      ],
      6,
    ) ?? assert.fail();
  assert.ok(two.south < 52.4 && two.north > 52.9 && two.west < 0.4 && two.east > 1.7);
});
