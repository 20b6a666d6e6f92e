import { limitInWords } from '../calendar/limit-rules.ts';
import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import {
  actorGraph,
  type Problem,
  problems,
  type RouteFacts,
  type RouteName,
  routeGraph,
  routes,
} from './route-rules.ts';
import { daysOfWay } from './router-days.ts';
import { fields } from './router-fields.ts';
import type { CouncilDisputeRules } from './rule-set-rules.ts';
import { group, limitsNamed, tribunalLink } from './tool-words.ts';

function workOut(answers: Answers, { today }: Surroundings, council: CouncilDisputeRules): Answer | Fault[] {
  const problem = problems.find(({ key }) => key === answers.problem);
  if (!problem) return [{ field: 'problem', text: 'Choose what is nearest, or say it in your own words' }];
  const facts: RouteFacts = {
    problem: problem.key,
    talked: answers.talked === 'yes',
    with_education: answers.with_education === 'yes',
    about: answers.about === 'place' || answers.about === 'exclusion' ? answers.about : ('other' as const),
  };
  const { end, steps } = walk(routeGraph, facts);
  const route = routes[end];
  const actor =
    answers.age === undefined
      ? undefined
      : walk(actorGraph, { age: Number(answers.age), can_decide: answers.can_decide !== 'no' });
  const days = answers.since ? daysOfWay(end, answers.since, council) : [];
  const isOver = days.length > 0 && days.every(({ day }) => day < today);
  return {
    sentence: route.sentence,
    tone: isOver ? 'care' : 'note',
    why: [
      { text: `You told us: ${problem.text}.` },
      { text: `${route.name}: this is the way the law has made for it.`, law: route.law },
      ...(actor ? [{ text: actorGraph.ends[actor.end].result, law: 'Children and Families Act 2014, s. 83' }] : []),
    ],
    todo: [
      ...route.todo,
      ...(isOver
        ? ['The usual time seems to be over. Ask all the same, say why it is late, and get advice today.']
        : []),
    ],
    days,
    more: [
      {
        title: 'About this way',
        items: [
          `Who can use it: ${route.who}.`,
          `By when: ${end === 'travel_appeal' ? `${limitInWords(council.travel_appeal)} from the decision` : route.limit}.`,
          `What it costs: ${route.cost}.`,
          `What may come of it: ${route.result}.`,
        ],
      },
      papers(end, Number(answers.age ?? 0)),
      other(problem, end),
    ],
    table: {
      title: 'The ways side by side',
      head: ['Way', 'For what', 'Who', 'By when', 'What may come of it'],
      rows: [
        [
          'Disagreement resolution',
          'What nobody can appeal about: how a school or the council does what it must, or how an assessment goes. With or without a plan',
          routes.disagreement.who,
          routes.disagreement.limit,
          routes.disagreement.result,
        ],
        [
          'Mediation',
          'Decisions that can be appealed, and the health and care parts of a plan',
          'Parents and young people',
          routes.health_care_mediation.limit,
          'An agreement; and the certificate that you need to appeal',
        ],
        [
          'Tribunal',
          'The decisions on plans that the law lists; disability discrimination by schools',
          routes.mediation_appeal.who,
          routes.mediation_appeal.limit,
          routes.mediation_appeal.result,
        ],
        [
          'Complaint',
          'Delay, help that does not come, how people treat you',
          'Anybody',
          'Soon; often within 12 months',
          'An answer, an apology, action',
        ],
        [
          'Ombudsman',
          'A complaint to the council or the NHS that did not help; not what can be appealed, and not most things inside schools',
          'Parents and young people',
          routes.council_complaint.limit,
          routes.council_complaint.result,
        ],
      ],
    },
    links: linksOf(end, answers),
    walked: [...steps, ...(actor?.steps ?? [])],
  };
}

function papers(way: RouteName, age: number): { title: string; items: string[] } {
  const items = [
    'The letter with the decision, and its envelope if it came late.',
    'The plan, or the school’s support plan, with what is wrong marked.',
    'Reports from school, health and others.',
    'A diary: what happened on which day, and who said what.',
  ];
  if (way === 'claim' || way === 'exclusion_panel')
    items.push('The school’s rules on behaviour and on equality. They are on its website.');
  if (age >= 16)
    items.push(
      'Are you 16 to 25? You can complain and appeal yourself. Write what you want in your own words, as a film or as pictures if you like. You can choose somebody to speak for you.',
    );
  items.push('Easy to read: ask us for this page in Easy Read, large print or by phone.');
  return { title: 'Papers that help', items };
}

function other(problem: Problem, way: RouteName): { title: string; items: string[] } {
  return {
    title: 'Good to know',
    items: [
      'The one difference to remember: mediation is for what can be appealed, and disagreement resolution is for what cannot.',
      'You can talk and complain at the same time, but talks do not stop the clock of an appeal.',
      ...(way === 'council_complaint' && problem.group === 'plan'
        ? [
            'A plan’s help in section F must be given. If much of it is missing, ask a solicitor about judicial review too.',
          ]
        : []),
      'If a child is in danger now, call 999.',
    ],
  };
}

function linksOf(way: RouteName, { problem = '', since }: Answers): { text: string; href: string }[] {
  const appeal = {
    text: 'Work out both clocks of an appeal',
    href: since ? `/tools/appeal?notice=${since}&decision=${problem}` : '/tools/appeal',
  };
  const claim = {
    text: 'Work out the day for a claim',
    href: since ? `/tools/discrimination-claim?happened=${since}` : '/tools/discrimination-claim',
  };
  const late = { text: 'Work out if the council is late, with a letter to copy', href: '/tools/ehc-dates' };
  return [
    ...(way === 'mediation_appeal' || way === 'appeal_direct' ? [appeal, tribunalLink] : []),
    ...(way === 'claim' ? [claim, tribunalLink] : []),
    ...(problem === 'late' ? [late, { text: 'The yearly review', href: '/tools/annual-review' }] : []),
    ...(way === 'council_complaint'
      ? [{ text: 'The Local Government and Social Care Ombudsman', href: 'https://www.lgo.org.uk' }]
      : []),
    ...(way === 'health_complaint'
      ? [{ text: 'The Parliamentary and Health Service Ombudsman', href: 'https://www.ombudsman.org.uk' }]
      : []),
    ...(way === 'comment' ? [{ text: 'Send us a comment', href: '/comments' }] : []),
    adviceLink,
  ];
}

/** `/tools/when-things-go-wrong`: from a problem to the way that leads on, with all ways side by side. */
export const routerTool = (council: CouncilDisputeRules): Tool => ({
  slug: 'when-things-go-wrong',
  group,
  title: 'When things go wrong',
  lead: 'Say what has gone wrong, and we show you the way that leads on, and by when.',
  introduction: [
    'Many things can be put right by talking. Where that does not help, the law has made a way for each kind of problem.',
  ],
  fields,
  button: 'Show me the way',
  workOut: (answers, around) => workOut(answers, around, council),
  graphs: [routeGraph, actorGraph],
  limits: limitsNamed(
    'call_adviser',
    'appeal_after_notice',
    'appeal_after_certificate',
    'claim',
    'judicial_review',
    'ombudsman',
  ),
});
