import { dayInWords } from '../date-rules.ts';
import { cleanFile } from '../files/clean-file.ts';
import { dayOf, type Parts } from '../parts.ts';
import { mayUseDemonstration } from '../people/demonstration.ts';
import { writePdf } from '../web/pdf.ts';
import { filesOf, keepPublicFile } from './document-files.ts';
import { pdfBlocksOf } from './page-pdf-rules.ts';
import type { PublicPages } from './public-pages.ts';

/** Documents of the demonstration that are to be had as files too; of the first there is an earlier file. */
const names = ['sen-support-guidance', 'sen-support-guidance-draft', 'sen-support-example-plan'];

/** Gives some documents of the demonstration a file, made of their pages, where no document has any. Never beside anything real. */
export async function seedDemonstrationFiles(
  db: Parts['db'],
  pages: Pick<PublicPages, 'now' | 'elementsWithin' | 'say'>,
  { now, site_name, base_url }: { now: Date; site_name: string; base_url: string },
): Promise<void> {
  if ((await filesOf(db)).length > 0 || !(await mayUseDemonstration(db))) return;
  const known = await pages.now();
  for (const [at, name] of [names[0], ...names].entries()) {
    const page = known.byPath.get(`/documents/${name}`);
    if (!page) continue;
    const title = at === 0 ? `${pages.say(page.title)} (as first printed)` : pages.say(page.title);
    const html = pages.elementsWithin(known, page, { level: 1, name: '' });
    const bytes = await writePdf({
      title,
      lang: 'en-GB',
      made_at: now,
      footer: `${site_name}, made up for a demonstration on ${dayInWords(now)}`,
      is_large: false,
      opening: [{ kind: 'paragraph', runs: [{ text: pages.say(page.summary) }] }],
      blocks: pdfBlocksOf(html, `${base_url}${page.path}`),
    });
    const file = await cleanFile(bytes, { title });
    const [before] = await filesOf(db, page.id);
    const about = { ...file, title, dated: dayOf(now), replaces_id: before?.id ?? null, scanned_at: null };
    await keepPublicFile(db, page.id, about, { by: 'demonstration data', now });
  }
}
