import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedInShort, checkedOf } from './checked-rules.ts';
import { examplePromises } from './examples.ts';
import type { ServiceDetail } from './service-detail.ts';

const today = '2026-11-16';

function serviceOf(kind: string, confirmed_at: string | undefined, more: Partial<ServiceDetail> = {}): ServiceDetail {
  const taxonomy_term = { is_ours: true, taxonomy_code: 'category', code: kind, name: kind };
  const confirmation = confirmed_at && { confirmed_at, confirmed_by: 'Splash' };
  return { attributes: [{ taxonomy_term }], ...(confirmation ? { confirmation } : {}), ...more } as ServiceDetail;
}

const cases: [service: ServiceDetail, short: string, words: string][] = [
  [serviceOf('sport', '2026-06-01T09:00:00Z'), 'Checked June 2026', 'Checked on 1 June 2026 by Splash.'],
  // six months ended on 1 November, and the public is warned 14 days after
  [
    serviceOf('sport', '2026-05-01T09:00:00Z'),
    'Not checked since May 2026',
    'This was last checked in May 2026 by Splash. We want this checked every 6 months.',
  ],
  [serviceOf('health', '2026-05-01T09:00:00Z'), 'Checked May 2026', 'Checked on 1 May 2026 by Splash.'],
  [
    serviceOf('health', '2025-10-01T09:00:00Z'),
    'Not checked since October 2025',
    'This was last checked in October 2025 by Splash. We want this checked every year.',
  ],
  [
    serviceOf('health', '2026-05-01T09:00:00Z', { past_promise_since: '2026-11-01T09:00:00Z' }),
    'Not checked since May 2026',
    'This was last checked in May 2026 by Splash. We have asked since, and nobody has answered.',
  ],
  [serviceOf('health', undefined, { assured_date: '2026-05-01' }), 'Checked May 2026', 'Checked on 1 May 2026.'],
  [serviceOf('health', undefined), 'Not checked yet', 'Nobody has checked this with the service yet.'],
];

for (const [service, short, words] of cases)
  test(`a record that is ${short.toLowerCase()} says so in its list and on its page`, () => {
    assert.equal(checkedInShort(service, examplePromises, today), short);
    assert.equal(checkedOf(service, examplePromises, today).words, words);
  });
