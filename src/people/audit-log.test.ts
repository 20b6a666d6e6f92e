import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { recordOwnDeed } from './audit.ts';
import { searchAudit } from './audit-log.ts';

test('the audit log says in words what was done, and changes nothing of what was written', async (t) => {
  const db = await inTransaction(t);
  const detail = {
    of: 'jo_smith@example.org',
    was: { text: 'Not_so' },
    note: '',
    order: ['money', 'health'],
    came_by: 'in_person',
  };
  await recordOwnDeed(db, 'ada@example.org', { action: 'ended_role', entity: 'role', entity_id: '1', detail }, NOW);
  const [entry] = await searchAudit(db, { q: 'ended' });
  assert.equal(
    entry?.detail,
    'of: jo_smith@example.org, was: (text: Not_so), order: (money; health), came by: in person',
  );
});
