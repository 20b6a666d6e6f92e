/** A file that is not taken: its message is for whoever sent it, and begins a sentence. */
export class UnfitFile extends Error {
  override name = 'UnfitFile';
}

const shown = (text: string) => text.slice(0, 100);

/** Why files of more than one sort are not taken. */
export const unfit = {
  password: () => new UnfitFile('It needs a password. Save it without one, and send it again.'),
  macros: () =>
    new UnfitFile('It holds macros: programs that would run on the reader’s computer. Save it without them.'),
  fileWithin: (name: string) =>
    new UnfitFile(
      `It holds another file within it (${shown(name)}). Take it out, or put a picture of it in its place.`,
    ),
  loading: (target: string) =>
    new UnfitFile(
      `It loads something from elsewhere when it is opened (${shown(target)}). Put that into it, or take it out.`,
    ),
  link: (target: string) =>
    new UnfitFile(
      `A link in it leads into somebody’s computer or runs something (${shown(target)}). Take the link out.`,
    ),
};
