import { readdir, readFile } from 'node:fs/promises';
import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toHast } from 'mdast-util-to-hast';
import { gfmTable } from 'micromark-extension-gfm-table';
import PDFDocument from 'pdfkit';
import { parse } from 'yaml';
import { pdfBlocksOf } from '../src/content/page-pdf-rules.ts';
import { type ItemKey, itemKeys, type ReportKind } from '../src/sen-reports/item-rules.ts';
import { writePdf } from '../src/web/pdf.ts';
import { wordOf } from './report-word.ts';

/** A labelled report: its file as a school would publish it, and what a person says is in it. */
export interface LabelledReport {
  name: string;
  bytes: Buffer;
  kind: ReportKind;
  has: Set<ItemKey>;
  /** where two people would not agree: not counted */
  unsure: Set<ItemKey>;
  date: string | null;
  state: string;
  /** was written after the cues, and not used to tune them */
  is_held_out: boolean;
}

interface Label {
  /** `page`: the report is written in HTML as a school's website has it */
  as: 'html' | 'page' | 'builder' | 'windows-1252' | 'pdf' | 'docx' | 'text' | 'scan';
  kind?: string;
  has: string;
  unsure?: string;
  date: string | null;
  state: string;
  held_out?: boolean;
}

const folder = new URL('./reports/', import.meta.url);
const made_at = new Date('2026-11-01T12:00:00Z');

/** Every report of bench/reports, made into the file that its label asks for. */
export async function labelledReports(): Promise<LabelledReport[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (name) => {
      const [, head = '', body = ''] =
        /^---\n(.*?)\n---\n(.*)$/s.exec(await readFile(new URL(name, folder), 'utf8')) ?? [];
      const label: Label = parse(head, { schema: 'failsafe' });
      return {
        name,
        bytes: await fileOf(body, label.as),
        kind: label.kind === 'special' ? 'special' : 'mainstream',
        has: keysOf(label.has),
        unsure: keysOf(label.unsure ?? ''),
        date: label.date === 'null' ? null : label.date,
        state: label.state,
        is_held_out: Boolean(label.held_out),
      };
    }),
  );
}

/** `all`, `none`, `all but IR-9`, or the keys themselves. */
function keysOf(text: string): Set<ItemKey> {
  const named = text.split(/\s+/).filter((word) => word.startsWith('IR-'));
  const wrong = named.find((word) => !(itemKeys as readonly string[]).includes(word));
  if (wrong) throw new Error(`There is no item ${wrong}.`);
  return new Set(itemKeys.filter((key) => (text.startsWith('all') ? !named.includes(key) : named.includes(key))));
}

async function fileOf(body: string, as: Label['as']): Promise<Buffer> {
  if (as === 'scan') return scan();
  if (as === 'text') return Buffer.from(body.replace(/^#+ /gm, '').replace(/\*\*/g, ''));
  if (as === 'page') return Buffer.from(body);
  const tree = fromMarkdown(body, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  if (as === 'docx') return wordOf(tree);
  const html = toHast(tree) as Root;
  if (as === 'pdf') {
    const [, title = 'SEN'] = /^# (.*)$/m.exec(body) ?? [];
    const rest = toHast(
      fromMarkdown(body.replace(/^# .*$/m, ''), {
        extensions: [gfmTable()],
        mdastExtensions: [gfmTableFromMarkdown()],
      }),
    ) as Root;
    const blocks = pdfBlocksOf(rest, 'https://school.example.org/');
    return writePdf({ title, lang: 'en-GB', made_at, footer: title, is_large: false, opening: [], blocks });
  }
  const page = toHtml(html);
  if (as === 'windows-1252')
    return windows1252(`<html><head><title>SEN</title></head><body>${oldPage(page)}</body></html>`);
  return Buffer.from(as === 'builder' ? builderPage(page) : schoolPage(page));
}

/** With what stands around a page of a school: menus that name everything, news, a footer. */
function schoolPage(page: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>SEND | Our school</title><style>h1{color:red}</style></head>
<body><a class="skip-link" href="#main">Skip to content</a><header><nav><ul><li><a href="/">Home</a></li><li><a href="/policies">Policies</a></li>
<li><a href="/accessibility">Accessibility plan</a></li><li><a href="/complaints">Complaints</a></li><li><a href="/admissions">Admissions</a></li></ul></nav></header>
<main id="main">${page}</main><footer><p>Tel 01632 960000. Website by School Sites 2021. Equality. Wellbeing. SENDIASS.</p></footer>
<script>var x = "complaints procedure";</script></body></html>`;
}

/** As website builders make it: no headings, but bold paragraphs and buttons that open what stands below them. */
function builderPage(page: string): string {
  const body = page
    .replace(/<h1>(.*?)<\/h1>/g, '<div class="title"><span><b>$1</b></span></div>')
    .replace(/<h2>(.*?)<\/h2>/g, '<div class="acc"><button aria-expanded="false"><span>$1</span></button></div>')
    .replace(/<h3>(.*?)<\/h3>/g, '<div><p><strong>$1&nbsp;</strong></p></div>')
    .replace(
      /<p>(?!<strong>)(.*?)<\/p>/gs,
      '<div class="panel"><div><span style="font-size:14px">$1</span></div></div>',
    );
  return `<html><head><meta charset="utf-8"></head><body><div class="main-nav"><a href="/">Home</a> <a href="/send">SEND</a></div><div id="content"><div>${body}</div></div></body></html>`;
}

function oldPage(page: string): string {
  return `<table><tr><td width="150"><a href="/">Home</a></td></tr><tr><td><font face="Arial">${page.replaceAll('</p>', '<br><br>').replaceAll('<p>', '')}</font></td></tr></table>`;
}

const beyondLatin: Record<string, number> = { '–': 0x96, '—': 0x97, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94 };

function windows1252(text: string): Buffer {
  return Buffer.from([...text].map((letter) => beyondLatin[letter] ?? letter.charCodeAt(0)));
}

/** A PDF that holds shapes where a scanner would have put pictures. */
async function scan(): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4' });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => doc.on('end', resolve));
  for (let line = 0; line < 40; line++) doc.rect(60, 60 + line * 16, 400, 6).fill('#333');
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
