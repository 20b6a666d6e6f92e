import { z } from 'zod';
import shipped from './reference/papers.json' with { type: 'json' };

const paper = z.object({
  slug: z.string(),
  title: z.string(),
  lead: z.string(),
  /** who writes it */
  by: z.string(),
  questions: z.array(z.object({ key: z.string(), label: z.string(), hint: z.string() })).min(1),
});

/** A paper that a family fills in on its own device: its questions, and who answers them. */
export type Paper = z.output<typeof paper>;

/** The papers of "My views". What is written on them never reaches the site. */
export const papers: readonly Paper[] = z.array(paper).parse(shipped);
