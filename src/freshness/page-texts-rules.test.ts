import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paragraphsOf } from './page-texts-rules.ts';

test('a page is read as families read it: block by block, without forms, tables and what stands around it', () => {
  const html = `<html><head><title>About 2019</title></head><body><nav>Home</nav>
    <main id="main"><h1>About  us</h1>
      <p>We <strong>will</strong> open the caf&eacute; in&nbsp;autumn &#50;&#x30;19 &amp; stay.</p>
      <ul><li>One</li><li>Two<br>lines</li></ul>
      <select><option>2018</option></select><table><tr><td>16 October 2026</td></tr></table>
      <script>const until = 2017;</script><p> 12 </p><p>One</p>
    </main><footer>© 2016</footer></body></html>`;
  assert.deepEqual(paragraphsOf(html), [
    'About us',
    'We will open the caf&eacute; in autumn 2019 & stay.',
    'One',
    'Two',
    'lines',
  ]);
  assert.deepEqual(paragraphsOf('no page at all'), []);
});
