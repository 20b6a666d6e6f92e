import { toHtml } from 'hast-util-to-html';
import type { Parts } from '../parts.ts';
import { answerElements, reportFile } from './document-rules.ts';
import { guidanceFor } from './guide-rules.ts';
import { reportItems } from './item-rules.ts';
import { aroundReports } from './own-report.ts';
import { sectionsFor } from './section-rules.ts';

/** What `/schools/reports/guide` shows: how a good report is written, part by part, with a model. */
export interface GuidePage {
  parts: {
    key: string;
    title: string;
    law: string | null;
    citation: string | null;
    question: string;
    only_mainstream: boolean;
    hints: string[];
    model: string;
  }[];
}

const forAll = sectionsFor({ kind: 'mainstream', governance: 'maintained' });

/** The guide to writing a report, with the model report of a made-up school. */
export function guidePage(parts: Pick<Parts, 'pages' | 'authority'>): GuidePage {
  const around = aroundReports(parts);
  const special = new Set<string>(
    reportItems.filter(({ applies_to }) => !applies_to.includes('special')).map(({ key }) => key),
  );
  return {
    parts: forAll.map(({ key, title, law, citation, question }) => {
      const { hints, model } = guidanceFor(key);
      return {
        key,
        title,
        law,
        citation,
        question,
        only_mainstream: special.has(key),
        hints,
        model: toHtml(answerElements({ key, text: parts.pages.say(model) }, around)),
      };
    }),
  };
}

/** The template as a file to write into: each part with what the law asks for and what families ask. */
export function guideFile(parts: Pick<Parts, 'pages' | 'authority' | 'config'>): string {
  const { base_url } = parts.config;
  const items = forAll.map(({ key, title, law, question }) => ({
    key,
    heading: title,
    text: `*${law ? `The law asks for: ${law}. ` : ''}Families ask: ${question}*\n\n[Write here]`,
  }));
  const content = { school: '(name of your school)', is_demonstration: false, items, missing: [] };
  return reportFile(content, aroundReports(parts), {
    address: `${base_url}/schools/reports/guide`,
    base_url,
    site_name: parts.authority.site_name,
    report_date: null,
  });
}
