import type { Parts } from '../parts.ts';
import { tagOf } from '../web/conditional.ts';
import { pdfWriting, writePdf } from '../web/pdf.ts';
import { bookletText } from './booklet-page.ts';
import { keepOnlyBooklets, listBooklets, saveBooklet } from './booklets.ts';
import { publicPages } from './public-pages.ts';

/**
 * Makes the booklet of each section as PDF, in normal and in large print, where it would be another than the one that is
 * stored. Runs every night, and again after it was cut short.
 */
export async function makeBooklets(
  { db, authority }: Pick<Parts, 'db' | 'authority'>,
  now: Date,
  { base_url, stopping }: { base_url: string; stopping: AbortSignal },
): Promise<void> {
  const pages = publicPages(db, authority);
  const known = await pages.now();
  const stored = new Map((await listBooklets(db)).map((one) => [`${one.section} ${one.is_large}`, one.made_of]));
  const made: string[] = [];
  for (const { section } of known.sections) {
    const text = await bookletText(pages, known, { section, authority, base_url, now });
    if (!text) continue;
    made.push(section);
    const made_of = tagOf(JSON.stringify([pdfWriting, text.title, text.opening, text.blocks]));
    for (const is_large of [false, true]) {
      if (stopping.aborted) return;
      if (stored.get(`${section} ${is_large}`) === made_of) continue;
      await saveBooklet(db, { section, is_large, made_of, made_at: now, file: await writePdf({ ...text, is_large }) });
    }
  }
  await keepOnlyBooklets(db, made);
}
