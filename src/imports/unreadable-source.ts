/**
 * A file, or a part of one, that cannot be read. The message says why in words that follow "cannot be read: ", such as
 * "it is empty", and is meant for the person who gave the file.
 */
export class UnreadableSource extends Error {
  override name = 'UnreadableSource';
}
