import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayAsk, readRobots } from './robots-rules.ts';

const everybody = (...rules: string[]) => ['User-agent: *', ...rules].join('\n');

const cases: [what: string, file: string, path: string, may: boolean][] = [
  ['an empty file', '', '/any', true],
  ['a file that is no robots.txt', '<html><body>Not found</body></html>', '/any', true],
  ['nothing disallowed', everybody('Disallow:'), '/any', true],
  ['everything disallowed', everybody('Disallow: /'), '/any', false],
  ['a folder', everybody('Disallow: /private/'), '/private/page', false],
  ['another folder', everybody('Disallow: /private/'), '/privately', true],
  ['a longer allowance', everybody('Disallow: /a/', 'Allow: /a/b/'), '/a/b/c', true],
  ['a longer prohibition', everybody('Allow: /a/', 'Disallow: /a/b/'), '/a/b/c', false],
  ['as long as each other', everybody('Disallow: /page', 'Allow: /page'), '/page', true],
  ['a star', everybody('Disallow: /*/print'), '/clubs/swim/print', false],
  ['an end', everybody('Disallow: /*.pdf$'), '/a/leaflet.pdf', false],
  ['no end', everybody('Disallow: /*.pdf$'), '/a/leaflet.pdf?page=2', true],
  ['the end of a whole', everybody('Disallow: /page$'), '/page', false],
  ['a query', everybody('Disallow: /*?'), '/services?q=swim', false],
  ['other capitals', everybody('DISALLOW: /x'), '/x', false],
  ['a remark', everybody('Disallow: /x # not this'), '/x', false],
  ['signs that are written in two ways', everybody('Disallow: /caf%c3%a9'), '/café', false],
  ['a group of its own', 'User-agent: OpenLocalOffer\nDisallow: /x\n\nUser-agent: *\nDisallow: /', '/y', true],
  ['a group of its own, in other letters', 'User-Agent: openlocaloffer\nDisallow: /x', '/x', false],
  ['a group of somebody else', 'User-agent: Googlebot\nDisallow: /', '/x', true],
  ['a group for two', 'User-agent: Googlebot\nUser-agent: *\nDisallow: /x', '/x', false],
  ['two groups for all', 'User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /y', '/y', false],
  ['a rule before any group', 'Disallow: /\nUser-agent: *\nDisallow: /x', '/y', true],
  ['lines of other systems', 'User-agent: *\r\nDisallow: /x\rDisallow: /y', '/y', false],
  ['many stars', everybody(`Disallow: /${'*a'.repeat(500)}$`), `/${'a'.repeat(5000)}b`, true],
];
for (const [what, file, path, may] of cases)
  test(`robots.txt with ${what}: ${path.slice(0, 30)} ${may ? 'may' : 'may not'} be asked for`, () =>
    assert.equal(mayAsk(readRobots(file, 'OpenLocalOffer'), `https://example.org${path}`), may));

test('the pause that a website asks for is read', () => {
  assert.equal(readRobots('User-agent: *\nCrawl-delay: 5\nDisallow: /x', 'OpenLocalOffer').crawl_delay, 5);
  assert.equal(readRobots('User-agent: *\nCrawl-delay: soon', 'OpenLocalOffer').crawl_delay, undefined);
});
