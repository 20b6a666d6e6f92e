import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// What was compiled at one start is read at the next, which takes half the time. Where nothing can be kept, it goes on without.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'));
await import('./start.ts');
