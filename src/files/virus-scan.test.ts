import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startScanner } from '../../test/virus-scanner.ts';
import { ScannerAway, scanForViruses } from './virus-scan.ts';

test('the scanner is sent the whole file, and what it says is understood', async (t) => {
  const { address, heard } = await startScanner(t);
  const long = Buffer.alloc(300_000, 'abc');
  assert.deepEqual(await scanForViruses(address, long), { is_clean: true });
  assert.ok(heard[0]?.equals(long));
  assert.deepEqual(await scanForViruses(address, Buffer.from('an EICAR test')), {
    is_clean: false,
    virus: 'Eicar-Test-Signature',
  });
});

test('the scanner may listen on a socket of the machine', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'scanner-'));
  t.after(() => rm(folder, { recursive: true }));
  const { address } = await startScanner(t, { path: join(folder, 'clamd.ctl') });
  assert.deepEqual(await scanForViruses(address, Buffer.from('EICAR')), {
    is_clean: false,
    virus: 'Eicar-Test-Signature',
  });
});

test('a scanner that is not there, breaks off or says something else vouches for nothing', async (t) => {
  const gone = await startScanner(t);
  await gone.stop();
  await assert.rejects(scanForViruses(gone.address, Buffer.from('a')), ScannerAway);
  for (const answer of ['', 'INSTREAM size limit exceeded. ERROR\0', 'stream: OK but not really\0']) {
    const server = createServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end(answer),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    await assert.rejects(scanForViruses(`127.0.0.1:${port}`, Buffer.alloc(2_000_000)), ScannerAway, answer);
    server.close();
  }
});
