import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brandCss } from './brand.ts';

const light = {
  background: '#ffffff',
  surface: '#f0f0f0',
  text: '#000000',
  muted: '#444444',
  primary: '#004466',
  accent: '#884400',
};
const dark = { ...light, background: '#000000', surface: '#101010', text: '#ffffff', primary: '#88ccee' };

test("a council's colours become the page's, for light and dark screens", () => {
  const [day = '', night = ''] = brandCss({ light, dark }).split('\n');
  assert.match(day, /^@media screen\{:root\{.*--brand:#004466.*--paper:#f0f0f0.*--card:#ffffff/);
  assert.match(night, /prefers-color-scheme:dark.*--brand:#88ccee.*--paper:#000000.*--card:#101010/);
});

test('what stands on a button can be read: it is the background that the brand colour was checked against', () => {
  assert.match(brandCss({ light, dark }), /--on-brand:#ffffff.*\n.*--on-brand:#000000/);
});
