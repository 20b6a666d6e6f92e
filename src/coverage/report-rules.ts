import type { PdfBlock, PdfRun } from '../web/pdf.ts';
import type { CoveragePage } from './coverage-page.ts';
import type { ItemView, RecordView } from './item-views.ts';

/** The coverage as a report for an inspection: the same as on its page, in the parts of a PDF. */
export function reportOf(page: CoveragePage, base_url: string): { opening: PdfBlock[]; blocks: PdfBlock[] } {
  const address = (href: string) => new URL(href, base_url).href;

  const serving = ({ pages, more_pages, services, schools, clicks, why, is_far }: ItemView): PdfRun[] => {
    const parts: PdfRun[] = [
      ...[...pages, ...more_pages].map(({ title, href, state }) => ({
        text: state ? `${title} (${state.toLowerCase()})` : title,
        href: address(href),
      })),
      ...(services ? [{ text: `${services.count} in the directory`, href: address(services.href) }] : []),
      ...(schools ? [{ text: `${schools.count} in the finder of schools`, href: address(schools.href) }] : []),
      ...(why ? [{ text: why }] : []),
      ...(clicks ? [{ text: is_far ? `${clicks}: too far` : clicks }] : []),
    ];
    return parts.flatMap((run, at) => (at === 0 ? [run] : [{ text: '; ' }, run]));
  };

  const tableOf = (items: readonly ItemView[]): PdfBlock =>
    table(
      ['What the law asks', 'How it stands', 'What serves it'],
      items.map((item) => [
        [{ text: item.words, is_strong: true }, { text: `. ${item.law}` }],
        run(item.state),
        serving(item),
      ]),
    );

  const sentence = page.day
    ? `On ${page.day}, ${page.covered} of the ${page.of} things that the law says a Local Offer must contain were covered: ${page.percent}.`
    : 'Nothing had been counted by then.';
  return {
    opening: [
      say(sentence),
      say(
        'The site counts this by itself. Something is covered when a page or service serves it, has been checked in time, and has no broken link. Nobody can tick it by hand.',
      ),
      ...(page.is_now && page.walk
        ? [
            say(
              `Clicks are counted from the home page, last on ${page.walk.day}; at most ${page.walk.most_clicks} is the aim.`,
            ),
          ]
        : []),
    ],
    blocks: [
      heading(2, 'At a glance'),
      table(
        ['List', 'Covered', 'Not covered'],
        page.sums.map(({ name, covered, of, percent, rest }) => [
          run(name),
          run(`${covered} of ${of} (${percent})`),
          run(rest),
        ]),
      ),
      heading(2, 'What is not covered'),
      page.lacking.length === 0
        ? say('Everything in these lists, but for the table of providers.')
        : listOf(page.lacking.map(({ words, state }) => run(`${words}: ${state.toLowerCase()}`))),
      heading(2, 'What a Local Offer must contain (Schedule 2)'),
      ...page.paragraphs.flatMap(({ title, about, items }): PdfBlock[] => [
        heading(3, title),
        { ...say(about), is_quiet: true },
        tableOf(items),
      ]),
      heading(2, 'What each kind of provider does (paragraphs 4 and 5)'),
      table(
        ['What', 'How it stands for each kind of provider'],
        page.rows.map(({ words, cells }) => [run(words), run(cells.map(({ about }) => about).join('; '))]),
      ),
      ...schoolBlocks(page.schools),
      ...page.lists.flatMap(({ title, items }): PdfBlock[] => [heading(2, title), tableOf(items)]),
      heading(2, 'Who was asked, how, and what they said (regulation 54)'),
      ...page.asked.flatMap(({ words, law, state, records, older }): PdfBlock[] => [
        { kind: 'paragraph', runs: [{ text: words, is_strong: true }, { text: `. ${law}. ${state}.` }] },
        ...(records.length > 0 ? [listOf([...records, ...older].map(recordRuns))] : []),
      ]),
      ...(page.months.length > 0
        ? [
            heading(2, 'Over time'),
            table(
              ['Counted on', 'Covered'],
              page.months.map(({ day, shares }) => [
                run(day),
                run(shares.map((share, at) => `${page.month_sets[at]}: ${share}`).join('; ')),
              ]),
            ),
          ]
        : []),
    ],
  };
}

const run = (text: string): PdfRun[] => [{ text }];
const heading = (level: 2 | 3, text: string): PdfBlock => ({ kind: 'heading', level, text });
const table = (head: string[], rows: PdfRun[][][]): PdfBlock => ({ kind: 'table', head: head.map(run), rows });
const say = (text: string) => ({ kind: 'paragraph' as const, runs: run(text) });
const listOf = (items: PdfRun[][]): PdfBlock => ({
  kind: 'list',
  is_numbered: false,
  items: items.map((runs) => [{ kind: 'paragraph', runs }]),
});

function schoolBlocks(schools: CoveragePage['schools']): PdfBlock[] {
  if (!schools) return [];
  const row = (...cells: (string | number)[]) => cells.map((cell) => run(String(cell)));
  return [
    heading(2, 'Schools, nurseries and colleges in the offer'),
    table(
      ['Kind', 'In the area', 'With a base', 'Outside it'],
      schools.kinds.map(({ name, inside, with_base, outside }) => row(name, inside.count, with_base, outside)),
    ),
    table(
      ['Need that they know well', 'In the area', 'Bases', 'Places in them', 'Outside it'],
      schools.needs.map(({ name, inside, bases, places, outside }) => row(name, inside.count, bases, places, outside)),
    ),
  ];
}

function recordRuns({ who, asked, how, said, answered, did, is_demonstration }: RecordView): PdfRun[] {
  const parts = [
    `${who}, ${asked}, ${how}.`,
    is_demonstration ? 'Made up, for the demonstration.' : '',
    said ? `They said${answered ? ` on ${answered}` : ''}: ${said}` : 'No answer yet.',
    did ? `What was done: ${did}` : '',
  ];
  return run(parts.filter(Boolean).join(' '));
}
