import { dayInWords, momentInWords } from '../date-rules.ts';
import { fileInWords } from '../files/format-rules.ts';
import type { Parts } from '../parts.ts';
import { choicesOf, type FormError } from '../web/form.ts';
import { filesOf, type StaffFile } from './document-files.ts';
import { addressOfFile, documentKinds } from './document-rules.ts';
import { type StaffDocument, staffDocuments } from './documents.ts';

type Tags = { text: string; tone: 'good' | 'care' | 'note' | 'bad' }[];

/** What `/staff/documents` shows. */
export interface DocumentsPage {
  documents: { href: string; title: string; path: string; kind: string; state: Tags; files: string[] }[];
}

/** What `/staff/documents/<n>` shows. */
export interface DocumentPage {
  id: number;
  path: string;
  title: string;
  is_public: boolean;
  state: Tags;
  errors: FormError[];
  values: Record<string, string>;
  kinds: { value: string; text: string }[];
  replaceable: { value: string; text: string }[];
  files: FileView[];
  done: string | null;
}

interface FileView {
  id: number;
  title: string;
  words: string;
  dated: string;
  uploaded: string;
  state: Tags;
  cleaned: string[];
  warnings: string[];
  replaces: string | null;
  /** where everybody has it */
  address: string | null;
  is_waiting: boolean;
  is_public: boolean;
}

/** The list of every document, with its files. */
export async function documentsPage(db: Parts['db']): Promise<DocumentsPage> {
  const documents = await staffDocuments(db);
  const byPage = Map.groupBy(await filesOf(db), ({ page_id }) => page_id);
  return {
    documents: documents.map((one) => ({
      href: `/staff/documents/${one.page_id}`,
      title: one.title,
      path: one.path,
      kind: documentKinds[one.kind],
      state: stateOfDocument(one),
      files: (byPage.get(one.page_id) ?? []).map(
        (file, _, all) => `${file.title} (${fileInWords(file)}): ${stateOfFile(file, all).map(({ text }) => text)}`,
      ),
    })),
  };
}

/** What is shown of a document, and of what was typed into its forms. */
export async function documentPage(
  db: Parts['db'],
  document: StaffDocument,
  {
    today,
    values = {},
    errors = [],
    done = null,
  }: { today: string; values?: Record<string, string>; errors?: FormError[]; done?: string | null },
): Promise<DocumentPage> {
  const files = await filesOf(db, document.page_id);
  const replaceable = files.filter((file) => file.published_at && !file.withdrawn_at && !successorOf(file, files));
  return {
    id: document.page_id,
    path: document.path,
    title: document.title,
    is_public: document.is_public,
    state: stateOfDocument(document),
    errors,
    values: {
      kind: document.kind,
      is_draft: document.is_draft ? 'yes' : '',
      file_title: document.title,
      dated: today,
      replaces: String(replaceable[0]?.id ?? ''),
      ...values,
    },
    kinds: choicesOf(documentKinds),
    replaceable: [
      { value: '', text: 'None: it stands beside them' },
      ...replaceable.map((file) => ({ value: String(file.id), text: `${file.title} (${fileInWords(file)})` })),
    ],
    files: files.map((file) => viewOf(file, files, document.is_public)),
    done,
  };
}

function stateOfDocument({ is_public, is_draft }: StaffDocument): Tags {
  return [
    is_public ? { text: 'Page is public', tone: 'good' } : { text: 'Page is not public', tone: 'note' },
    ...(is_draft ? [{ text: 'Draft', tone: 'care' } as const] : []),
  ];
}

function successorOf(file: StaffFile, all: readonly StaffFile[]): StaffFile | undefined {
  return all.find(({ replaces_id, published_at }) => replaces_id === file.id && published_at);
}

function stateOfFile(file: StaffFile, all: readonly StaffFile[]): Tags {
  if (file.withdrawn_at)
    return [
      {
        text: `${file.published_at ? 'Withdrawn' : 'Let go of'} on ${dayInWords(file.withdrawn_at)}`,
        tone: 'note',
      },
    ];
  if (!file.published_at) return [{ text: 'Waits: only staff have it', tone: 'care' }];
  const later = successorOf(file, all);
  return later?.published_at
    ? [{ text: `Replaced on ${dayInWords(later.published_at)}`, tone: 'note' }]
    : [{ text: `Public since ${dayInWords(file.published_at)}`, tone: 'good' }];
}

function viewOf(file: StaffFile, all: readonly StaffFile[], page_is_public: boolean): FileView {
  const scan = file.scanned_at
    ? `No virus was found on ${momentInWords(file.scanned_at)}.`
    : 'It was not scanned for viruses: no scanner is set up.';
  const replaced = all.find(({ id }) => id === file.replaces_id);
  const is_public = Boolean(file.published_at && !file.withdrawn_at);
  return {
    id: file.id,
    title: `${file.number}. ${file.title}`,
    words: fileInWords(file),
    dated: dayInWords(file.dated),
    uploaded: `Uploaded on ${momentInWords(file.uploaded_at)} by ${file.uploaded_by}. ${scan}`,
    state: stateOfFile(file, all),
    cleaned: file.cleaned,
    warnings: file.warnings,
    replaces: replaced ? `${replaced.number}. ${replaced.title}` : null,
    address: is_public && page_is_public ? addressOfFile(file) : null,
    is_waiting: !file.published_at && !file.withdrawn_at,
    is_public,
  };
}
