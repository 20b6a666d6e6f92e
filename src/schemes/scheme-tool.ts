import type { Answers } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { yesNo } from '../tools/tool-words.ts';
import { type Scheme, schemeGraph } from './scheme-rules.ts';

const choices = [...yesNo, { value: 'unsure', text: 'Not sure' }];

function workOut(scheme: Scheme, answers: Answers, { authority }: Surroundings): Answer {
  const { title, conditions, law, ask, always_ask, evidence, search, is_councils } = scheme;
  const { end, steps } = walk(schemeGraph(scheme), answers);
  const noes = conditions.filter(({ key, is_evidence }) => answers[key] === 'no' && !is_evidence);
  const open = conditions.filter(({ key }) => answers[key] !== 'yes' && answers[key] !== 'no');
  const lacking = conditions.filter(({ key, is_evidence }) => is_evidence && answers[key] === 'no');
  const sentence =
    end === 'yes'
      ? `Yes, it looks as if you could get this: ${lower(title)}.`
      : end === 'unsure'
        ? always_ask && open.every(({ is_evidence }) => is_evidence)
          ? 'Yes, the law’s test looks met, and you can ask now, with or without more papers.'
          : `We are unsure about ${lower(title)}: below is what is missing, and you can ask now.`
        : always_ask
          ? 'Probably not, by what you told us, but you have the right to ask, and the council must answer.'
          : `Probably not, by what you told us, but you can still ask about ${lower(title)}.`;
  return {
    sentence,
    tone: end === 'yes' ? 'good' : end === 'unsure' ? 'note' : 'care',
    why: [
      ...conditions.flatMap(({ key, why, law: citation }) => {
        const said = answers[key];
        return said === 'yes' || said === 'no' ? [{ text: why[said], ...(citation ? { law: citation } : {}) }] : [];
      }),
      {
        text: is_councils
          ? `${authority.name} has made this scheme, and may decide otherwise in your case.`
          : 'The law has made this. Only the council can decide about your case.',
        law,
      },
    ],
    todo: [
      ask,
      ...(noes.length || end === 'unsure'
        ? [
            `Ask anyway: call ${authority.contact.phone}, or write to ${authority.contact.email}. Say what is different for you.`,
          ]
        : []),
      'If the answer is no, ask for the reasons in writing.',
    ],
    days: [],
    more: [
      ...(open.length ? [{ title: 'What we do not know yet', items: open.map(({ question }) => question) }] : []),
      ...(lacking.length ? [{ title: 'What is missing', items: lacking.map(({ why }) => why.no) }] : []),
      { title: 'Papers that help', items: evidence },
    ],
    links: [
      { text: 'Find services for this', href: `/services?q=${encodeURIComponent(search)}` },
      ...(scheme.slug === 'ehc-needs-assessment'
        ? [{ text: 'Work out when the answer is due', href: '/tools/ehc-dates' }]
        : []),
      { text: 'They said no? When things go wrong', href: '/tools/when-things-go-wrong' },
    ],
    walked: steps,
  };
}

function lower(title: string): string {
  return /^(EHC|An? EHC)/.test(title) ? title.replace(/^An? /, 'an ') : (title[0] ?? '').toLowerCase() + title.slice(1);
}

/** `/tools/could-we-get-it/<scheme>`: yes, probably not or unsure, with each reason, and how to ask anyway. */
export function schemeTool(scheme: Scheme): Tool {
  return {
    slug: `could-we-get-it/${scheme.slug}`,
    group: 'Could we get it?',
    title: `Could we get it? ${scheme.title}`,
    lead: scheme.lead,
    introduction: [
      'Answer what you can. Leave out what you do not know. You can always ask, whatever comes out here.',
      scheme.is_councils
        ? 'This is the council’s own scheme, as its published pages describe it. The council can change it, so check before you count on it.'
        : `This is the same in all of England: ${scheme.law}.`,
    ],
    fields: scheme.conditions.map(({ key, question }) => ({
      kind: 'choice' as const,
      name: key,
      label: question,
      choices,
    })),
    button: 'Could we get it?',
    workOut: (answers, around) => workOut(scheme, answers, around),
    graphs: [schemeGraph(scheme)],
    limits: [],
  };
}
