import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundingBox, distanceInWords, milesBetween } from './distance-rules.ts';
import { pointOfGrid } from './grid-rules.ts';

const norwich = { latitude: 52.6278, longitude: 1.2983 };
const cromer = { latitude: 52.9312, longitude: 1.2989 };
const kings_lynn = { latitude: 52.7517, longitude: 0.3952 };

test('miles are those of a straight line', () => {
  assert.equal(milesBetween(norwich, cromer).toFixed(1), '21.0');
  assert.equal(milesBetween(norwich, kings_lynn).toFixed(1), '38.8');
  assert.equal(milesBetween(norwich, norwich), 0);
});

test('the box holds every point within the miles and hardly more', () => {
  for (const miles of [0.5, 10, 60]) {
    const box = boundingBox(norwich, miles);
    for (let degrees = 0; degrees < 360; degrees += 5) {
      const angle = (degrees * Math.PI) / 180;
      const edge = {
        latitude: norwich.latitude + (Math.cos(angle) * miles * 0.999) / 69.1,
        longitude:
          norwich.longitude + (Math.sin(angle) * miles * 0.999) / (69.1 * Math.cos((norwich.latitude * Math.PI) / 180)),
      };
      if (milesBetween(norwich, edge) > miles) continue;
      assert.ok(edge.latitude >= box.south && edge.latitude <= box.north);
      assert.ok(edge.longitude >= box.west && edge.longitude <= box.east);
    }
    assert.ok(milesBetween(norwich, { latitude: box.north, longitude: norwich.longitude }) < miles * 1.01);
  }
});

const words: [number, string][] = [
  [0, 'less than a mile'],
  [0.9, 'less than a mile'],
  [0.97, 'about 1 mile'],
  [1.4, 'about 1 mile'],
  [1.6, 'about 2 miles'],
  [11.5, 'about 12 miles'],
];

for (const [miles, expected] of words) {
  test(`${miles} miles are "${expected}"`, () => assert.equal(distanceInWords(miles), expected));
}

test('the national grid is turned to latitude and longitude within ten metres', () => {
  // Ordnance Survey's worked example: Caister water tower, TG 51409 13177, is 52°39′28.7″ N 1°42′57.8″ E in WGS84.
  const tower = pointOfGrid(651409.903, 313177.27) ?? assert.fail();
  assert.ok(milesBetween(tower, { latitude: 52.657977, longitude: 1.716038 }) * 1609 < 10);
});

test('a reference off the grid is no point', () => {
  assert.equal(pointOfGrid(0, 0), undefined);
  assert.equal(pointOfGrid(Number.NaN, 1), undefined);
  assert.equal(pointOfGrid(900_000, 300_000), undefined);
});
