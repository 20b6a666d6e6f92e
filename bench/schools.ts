import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgres, POSTGRES_IS_MISSING, startPostgres } from '../test/postgres-server.ts';
import { schoolFiles } from './schools-file.ts';

/**
 * `npm run bench:schools`: how long the schools of England take to be imported, from the command to its end, with the
 * links between them: into an empty database, and again unchanged. `-- 5000` takes fewer.
 */
const size = Number(process.argv[2] ?? 45_000);
const folder = mkdtempSync(join(tmpdir(), 'schools-'));
const files = schoolFiles(size);
writeFileSync(join(folder, 'edubasealldata.csv'), files.register);
writeFileSync(join(folder, 'links_edubasealldata.csv'), files.links);

const lines: Record<string, object> = {};
try {
  lines[`embedded, ${size} schools`] = measure({ DATA_DIR: join(folder, 'data') });
  const programs = findPostgres();
  if (!programs) console.log(POSTGRES_IS_MISSING);
  else {
    const server = await startPostgres(programs);
    try {
      lines[`server, ${size} schools`] = measure({ DATABASE_URL: server.url, DATA_DIR: join(folder, 'server') });
    } finally {
      await server.stop();
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.table(lines);

function measure(where: Record<string, string>): Record<string, number> {
  return { 'first, s': importOnce(where), 'again, s': importOnce(where) };
}

function importOnce(where: Record<string, string>): number {
  const began = performance.now();
  const path = fileURLToPath(new URL('../src/import.ts', import.meta.url));
  const done = spawnSync(process.execPath, [path, 'schools', join(folder, 'edubasealldata.csv')], {
    encoding: 'utf8',
    env: { ...process.env, ...where },
  });
  if (done.status !== 0) throw new Error(`The import failed: ${done.stderr}`);
  console.log(done.stdout);
  return Math.round((performance.now() - began) / 100) / 10;
}
