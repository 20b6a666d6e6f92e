import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Tool } from '../tools/tool.ts';
import { yesNo } from '../tools/tool-words.ts';
import { thriveGraph } from './thrive-rules.ts';

type End = keyof typeof thriveGraph.ends;

const words: Record<End, { tone: Answer['tone']; why: string; todo: string[]; code: string }> = {
  'risk-support': {
    tone: 'bad',
    why: 'Safety comes first. A team then finds out with you what is needed.',
    todo: [
      'In danger now: call 999, or go to A&E.',
      'Not in danger this minute: call NHS 111 and choose option 2, at any time.',
      'Stay with the child. Put away what could do harm.',
      'Afterwards, ask for a plan for staying safe, and give school a copy if your child agrees.',
    ],
    code: 'getting_risk_support',
  },
  thriving: {
    tone: 'good',
    why: 'Most children have hard days. Sleep, friends, moving about and being listened to help everybody.',
    todo: [
      'Ask your child how they are, and listen.',
      'Find something that they enjoy, and that they do with others.',
      'Look again if it gets in the way for some weeks.',
    ],
    code: 'thriving',
  },
  'getting-advice': {
    tone: 'note',
    why: 'Many families need good information and some things to try, and no clinic.',
    todo: [
      'Talk to somebody at school: ask for the mental health lead.',
      'Try one thing at a time, for some weeks. Write down what helps.',
      'Your child can talk to Childline in private, by phone or online.',
      'Not enough? Come back here.',
    ],
    code: 'getting_advice',
  },
  'getting-help': {
    tone: 'note',
    why: 'One person agrees goals with you, and looks every 6 to 8 weeks at how it goes.',
    todo: [
      'Ask school for its mental health support team, or your doctor for a referral.',
      'Say what should be different: your own goals, in your own words.',
      'Ask when you will look together at how it goes. Every 6 to 8 weeks is usual.',
      'Ask what you can do while you wait.',
    ],
    code: 'getting_help',
  },
  'getting-more-help': {
    tone: 'care',
    why: 'Two or three specialists work together, and look at least every 6 months at how it goes.',
    todo: [
      'Ask your doctor or school for a referral to the specialist mental health service. Say how it was before, and what was tried.',
      'Ask for one person who keeps it all together.',
      'Ask school to write the help into its plan for your child.',
      'Does it get worse while you wait? Call the service and tell it. Call the numbers above if you are afraid.',
    ],
    code: 'getting_more_help',
  },
};

function workOut({ danger, in_the_way, had_help, several }: Answers): Answer | Fault[] {
  if (danger !== 'yes' && !in_the_way) return [{ field: 'in_the_way', text: 'Choose how much it gets in the way' }];
  const { end, steps } = walk(thriveGraph, {
    danger: danger === 'yes',
    getting_in_the_way: in_the_way === 'some' || in_the_way === 'much' ? in_the_way : 'no',
    had_help: had_help === 'yes',
    several: several === 'yes',
  });
  const { tone, why, todo, code } = words[end];
  return {
    sentence: thriveGraph.ends[end].result,
    tone,
    why: [
      { text: why },
      {
        text: 'The THRIVE framework asks what is needed now, and not for a diagnosis. You can move to any other kind of help at any time. You decide it together with those who help.',
      },
    ],
    todo,
    days: [],
    links: [
      { text: 'Services for this', href: `/services?thrive=${code}` },
      { text: 'Worry, low mood and big feelings', href: '/find/worry-and-low-mood' },
      { text: 'Urgent help', href: '/find/crisis' },
    ],
    walked: steps,
  };
}

/** `/tools/thrive`: what kind of help for mental health fits now, with crisis help always on top. */
export const thriveTool: Tool = {
  slug: 'thrive',
  group: 'Where to start',
  title: 'Mental health: what kind of help fits now?',
  lead: 'Four questions about worries and feelings. It is no test, and makes no diagnosis.',
  urgent: [
    'Is somebody in danger now? Call 999, or go to A&E.',
    'For urgent help at any age, day or night: call NHS 111 and choose option 2. Text SHOUT to 85258. Children can call Childline free on 0800 1111.',
  ],
  fields: [
    {
      kind: 'choice',
      name: 'danger',
      label: 'Are you afraid that somebody may come to harm, now or soon?',
      choices: yesNo,
    },
    {
      kind: 'choice',
      name: 'in_the_way',
      label: 'How much do feelings and worries get in the way of school, sleep, friends and family?',
      choices: [
        { value: 'no', text: 'Not much: the usual ups and downs' },
        { value: 'some', text: 'Somewhat: on some days' },
        { value: 'much', text: 'A lot: on most days' },
      ],
    },
    { kind: 'choice', name: 'had_help', label: 'Have you tried advice and self-help, for some weeks?', choices: yesNo },
    {
      kind: 'choice',
      name: 'several',
      label: 'Are there several things at once, or did help with one person not work?',
      choices: yesNo,
    },
  ],
  button: 'Show me',
  workOut,
  graphs: [thriveGraph],
  limits: [],
};
