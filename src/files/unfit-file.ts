/** A file that is not taken: its message is for whoever sent it, and begins a sentence. */
export class UnfitFile extends Error {
  override name = 'UnfitFile';
}
