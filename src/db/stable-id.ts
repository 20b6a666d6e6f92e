import { createHash } from 'node:crypto';

// A namespace of our own for name-based UUIDs (RFC 9562, section 5.5).
const namespace = Buffer.from('6f2d1e0a5c7b4f0e9a3d8b1c2e4f6a70', 'hex');

/** The UUID (version 5) of a name: the same name always has the same one. */
export function stableId(name: string): string {
  const hash = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
