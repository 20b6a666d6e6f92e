import { setImmediate } from 'node:timers/promises';
import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Authority } from '../authority.ts';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import type { PdfText } from '../web/pdf.ts';
import { type KnownPages, madeOf } from './known-pages.ts';
import { pdfBlocksOf } from './page-pdf-rules.ts';
import { type PublicPages, titleOfSection } from './public-pages.ts';

/** What a section's booklet holds, whether it is shown as HTML or written as PDF. */
interface Booklet {
  title: string;
  summary: string;
  pages: BookletPart<Root>[];
}

interface BookletPart<Html> {
  id: string;
  path: string;
  title: string;
  summary: string;
  html: Html;
  law: string;
  checked: string;
}

/** A section as a booklet: its pages one after another, to print. */
export interface BookletPage extends Omit<Booklet, 'pages'> {
  talk: string;
  other_ways: string;
  made_on: string;
  is_large: boolean;
  path: string;
  pages: BookletPart<string>[];
}

/** Whom to ask instead of reading, and in which other ways it can be had: what stands before and after every booklet. */
function aroundBooklet({ phone, phone_hours, text_phone, email, address }: Authority['contact']) {
  return {
    talk: `Call ${phone}, ${phone_hours}.${text_phone ? ` Text ${text_phone}.` : ''}`,
    other_ways: `We can read this to you, or send it in large print, Easy Read, braille, as sound, or in another language. Call ${phone}, e-mail ${email}, or write to ${address.join(', ')}.`,
  };
}

/** The booklet of a section as it stands now, to be shown; undefined where there is no such section, or nothing in it. */
export async function bookletOf(
  parts: Pick<Parts, 'pages' | 'now' | 'authority'>,
  section: string,
  is_large: boolean,
): Promise<BookletPage | undefined> {
  const { pages, authority, now } = parts;
  const known = await pages.now();
  if (!known.sections.some((one) => one.section === section)) return undefined;
  const booklet = await madeOf(known, `booklet ${section}`, async () => {
    const made = await bookletFrom(pages, known, section);
    return made && { ...made, pages: made.pages.map((page) => ({ ...page, html: toHtml(page.html) })) };
  });
  const around = aroundBooklet(authority.contact);
  return booklet && { ...booklet, ...around, made_on: dayInWords(now()), is_large, path: `/copies/${section}` };
}

/** The booklet of a section as a document; undefined as for `bookletOf`. */
export async function bookletText(
  pages: PublicPages,
  known: KnownPages,
  { section, authority, base_url, now }: WhatToWrite,
): Promise<Omit<PdfText, 'is_large'> | undefined> {
  const booklet = await bookletFrom(pages, known, section);
  if (!booklet) return undefined;
  const { talk, other_ways } = aroundBooklet(authority.contact);
  const say = (text: string) => ({ kind: 'paragraph' as const, runs: [{ text }] });
  return {
    title: booklet.title,
    lang: 'en-GB',
    made_at: now,
    footer: `${authority.site_name}, made on ${dayInWords(now)}`,
    contents_title: 'What is in this booklet',
    opening: [
      ...(booklet.summary ? [say(booklet.summary)] : []),
      {
        kind: 'paragraph',
        runs: [
          { text: `From ${authority.site_name}. Things change: the newest is at ` },
          { text: base_url, href: base_url },
          { text: '.' },
        ],
      },
      { kind: 'paragraph', runs: [{ text: 'Rather talk to somebody? ', is_strong: true }, { text: talk }] },
    ],
    blocks: [
      ...booklet.pages.flatMap((page, at): PdfText['blocks'] => [
        { kind: 'heading', level: 2, text: `${at + 1}. ${page.title}` },
        say(page.summary),
        ...pdfBlocksOf(page.html, `${base_url}${page.path}`),
        {
          ...say(`${page.law ? `The law: ${page.law}. ` : ''}Checked on ${page.checked}.`),
          is_quiet: true,
        },
      ]),
      { kind: 'heading', level: 2, text: 'Other ways to get this' },
      say(other_ways),
    ],
  };
}

interface WhatToWrite {
  section: string;
  authority: Authority;
  base_url: string;
  now: Date;
}

async function bookletFrom(pages: PublicPages, known: KnownPages, section: string): Promise<Booklet | undefined> {
  const found = known.sections.find((one) => one.section === section);
  if (!found || (!found.own && found.pages.length === 0)) return undefined;
  const all = [...(found.own ? [found.own] : []), ...found.pages].filter(({ rewriting_hides }) => !rewriting_hides);
  const parts: Booklet['pages'] = [];
  for (const [at, page] of all.entries()) {
    const id = `page-${at + 1}`;
    parts.push({
      id,
      path: page.path,
      title: pages.say(page.title),
      summary: pages.say(page.summary),
      html: pages.elementsWithin(known, page, { level: 2, name: `${id}-`, title: `${page.title}: ` }),
      law: page.law.join('; '),
      checked: dayInWords(page.published_at),
    });
    // whoever asks for something else meanwhile does not wait for the whole section
    await setImmediate();
  }
  return {
    title: pages.say(found.own?.title ?? titleOfSection(section)),
    summary: pages.say(found.own?.summary ?? ''),
    pages: parts,
  };
}
