import { type Format, fileInWords } from '../files/format-rules.ts';

/** What sorts of document there are. */
export const documentKinds = {
  letter: 'Letter to copy',
  checklist: 'Checklist',
  guidance: 'Guidance',
  'good-practice': 'Good practice guide',
  example: 'Example',
  form: 'Form',
  strategy: 'Strategy or policy',
  report: 'Report',
} as const;
export type DocumentKind = keyof typeof documentKinds;

/** A file that is or was public. Its bytes never change. */
export interface PublicFile {
  id: number;
  page_id: number;
  /** counts up within the document */
  number: number;
  name: string;
  format: Format;
  title: string;
  /** YYYY-MM-DD */
  dated: string;
  pages: number | null;
  size: number;
  published_at: Date;
  withdrawn_at: Date | null;
  /** the one that took its place */
  replaced_by: number | null;
}

/** What is known of a document beside its own page. */
export interface KnownDocument {
  kind: DocumentKind;
  is_draft: boolean;
  /** the newest first */
  files: PublicFile[];
}

/** Where a file stands: each has an address of its own for ever. */
export function addressOfFile({ id, name }: Pick<PublicFile, 'id' | 'name'>): string {
  return `/files/${id}/${name}`;
}

/** "PDF, 81 KB, 4 pages; Word, 30 KB": as what a document is to be had beside its page; empty where as nothing else. */
export function filesInWords(document: KnownDocument | undefined): string {
  return (document?.files ?? [])
    .filter(({ replaced_by, withdrawn_at }) => replaced_by === null && withdrawn_at === null)
    .map(fileInWords)
    .join('; ');
}
