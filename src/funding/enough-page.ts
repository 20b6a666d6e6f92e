import type { Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { memosOfSchool } from './memos.ts';
import { pounds, readNumber, whyNotNumber } from './pounds-rules.ts';
import { figuresKnown, schemeOn } from './schools-money-page.ts';
import { payersOf, payFromPot, sufficiency } from './top-up-rules.ts';

/** What a school works out for itself: is it enough, who pays, what can the pot pay. */
export interface EnoughPage {
  errors: FormError[];
  values: Record<string, string>;
  budget: { year: string; total: string } | null;
  threshold: string | null;
  has_pot: boolean;
  enough: { needed: string; shortfall: string | null; coverage: string | null } | null;
  payers: { school: string; top_up: string } | null;
  pot: { remaining: string; pay: string; unmet: string | null; is_exceptional: boolean; wanted: string[] } | null;
}

const labels: Record<string, string> = {
  sen_support: 'Pupils on SEN support',
  cost_each: 'Cost for each of them',
  high_needs: 'Pupils with high needs',
  cost: 'What the help costs',
  pot: 'The pot',
  approved: 'What is promised already',
  request: 'The request',
};
const counted = ['sen_support', 'high_needs'];

/** What `/school/money/work-it-out` shows for what its address asks; nothing is kept. */
export async function enoughPage(
  { db }: Pick<Parts, 'db'>,
  urn: string,
  query: Record<string, string>,
  today: string,
): Promise<EnoughPage> {
  const figures = await figuresKnown(db, today);
  const threshold = figures.get('element_2_threshold')?.figure.amount;
  const memo = (await memosOfSchool(db, urn)).find(({ replaced_at }) => replaced_at === null);
  const has_pot = (await schemeOn(db, today))?.scheme === 'cluster_pot';
  const typed = (names: string[]) => (names.some((name) => (query[name] ?? '') !== '') ? names : []);
  const asked = [
    ...typed(['sen_support', 'cost_each', 'high_needs']),
    ...typed(['cost']),
    ...(has_pot ? typed(['pot', 'approved', 'request']) : []),
  ];
  const errors = asked.flatMap((name): FormError[] => {
    const limits = counted.includes(name) ? { decimals: 0, most: 10_000 } : { decimals: 2, most: 100_000_000 };
    const why = whyNotNumber(query[name] ?? '', limits);
    return why ? [{ field: name, text: `“${labels[name]}” ${why}` }] : [];
  });
  const number = (name: string) => readNumber(query[name] ?? '') ?? '0';
  const isAsked = (name: string) => asked.includes(name) && errors.length === 0;
  const enough =
    isAsked('sen_support') && threshold && memo
      ? sufficiency({
          sen_support: number('sen_support'),
          cost_each: number('cost_each'),
          high_needs: number('high_needs'),
          threshold,
          budget: memo.total,
        })
      : null;
  const payers = isAsked('cost') && threshold ? payersOf(number('cost'), threshold) : null;
  const pot = isAsked('pot')
    ? payFromPot({
        pot: number('pot'),
        approved: [number('approved')],
        request: number('request'),
        has_evidence: query.has_evidence === 'yes',
        has_joint_options: query.has_joint_options === 'yes',
      })
    : null;
  return {
    errors,
    values: {
      ...Object.fromEntries(Object.keys(labels).map((name) => [name, ''])),
      has_evidence: '',
      has_joint_options: '',
      cost_each: figures.get('sen_support_cost')?.figure.amount ?? '',
      ...query,
    },
    budget: memo ? { year: memo.year_name, total: pounds(memo.total) } : null,
    threshold: threshold ? pounds(threshold) : null,
    has_pot,
    enough: enough && {
      needed: pounds(enough.needed),
      shortfall: enough.shortfall === '0.00' ? null : pounds(enough.shortfall),
      coverage: enough.coverage,
    },
    payers: payers && { school: pounds(payers.school), top_up: pounds(payers.top_up) },
    pot: pot && {
      remaining: pounds(pot.remaining),
      pay: pounds(pot.pay),
      unmet: pot.unmet === '0.00' ? null : pounds(pot.unmet),
      is_exceptional: pot.is_exceptional,
      wanted: pot.wanted,
    },
  };
}
