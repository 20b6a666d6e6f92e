import type { Step } from './draft-step-rules.ts';
import { typed } from './draft-value-rules.ts';

export const offerStep: Step = {
  code: 'local-offer',
  title: 'The Local Offer',
  why: 'The Local Offer is what the council says is there for children and young people with special educational needs or disabilities. A service in it has a badge, and comes first.',
  fields: (_, { is_in_offer, requirements }) =>
    is_in_offer
      ? [
          {
            kind: 'heading',
            text: 'It is in the Local Offer, or you have asked already',
            hint: 'There is nothing more to answer here.',
          },
        ]
      : [
          {
            kind: 'radios',
            name: 'asks',
            label: 'Do you ask to be in the Local Offer?',
            options: [
              { value: 'yes', text: 'Yes' },
              { value: 'no', text: 'No, only in the directory' },
            ],
          },
          ...requirements.flatMap(({ code, text, why }) => [
            {
              kind: 'checks' as const,
              label: text,
              hint: why,
              options: [{ name: `meets_${code}`, text: 'Yes, that is so' }],
            },
            { kind: 'text' as const, name: `how_${code}`, label: 'How, or where can we read it? (optional)' },
          ]),
        ],
  values: ({ answers }, { is_in_offer, requirements }) => ({
    ...(is_in_offer ? {} : { asks: answers.local_offer ? 'yes' : '' }),
    ...Object.fromEntries(
      requirements.flatMap(({ code }) => {
        const said = answers.local_offer?.[code];
        return [
          [`meets_${code}`, said === undefined ? '' : 'yes'],
          [`how_${code}`, said === undefined || said === 'Yes' ? '' : said],
        ];
      }),
    ),
  }),
  save(values, { record, answers }, { is_in_offer, requirements }) {
    const { local_offer: _, ...others } = answers;
    if (values.asks !== 'yes' || is_in_offer) return { record, answers: others };
    const errors = requirements
      .filter(({ code }) => values[`meets_${code}`] !== 'yes')
      .map(({ code, text }) => ({ field: `meets_${code}`, text: `The Local Offer asks this: ${text}` }));
    if (errors.length > 0) return { errors };
    const local_offer = Object.fromEntries(
      requirements.map(({ code }) => [code, typed(values[`how_${code}`]) ?? 'Yes']),
    );
    return { record, answers: { ...others, local_offer } };
  },
};
