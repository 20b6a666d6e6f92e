import type { Answers } from '../tools/field-rules.ts';
import type { WorkedDay } from '../tools/tool.ts';
import { certificateWithoutMediation, mediationDays, mediationHeldBy } from './mediation-rules.ts';
import { disputeRulesOn } from './rule-set-rules.ts';

/** The days of mediation that can be worked out, each with the rules of its own start. */
export function mediationList({ declined, mediation, meeting }: Answers, today: string): WorkedDay[] {
  const days: WorkedDay[] = [];
  const { limits } = disputeRulesOn(declined ?? mediation ?? meeting ?? today);
  if (declined)
    days.push({
      key: 'certificate',
      day: certificateWithoutMediation(declined, disputeRulesOn(declined)),
      what: 'The adviser has sent you the certificate',
      who: 'The mediation adviser',
      law: limits.certificate_without_mediation.law,
    });
  if (mediation)
    days.push({
      key: 'held',
      day: mediationHeldBy(mediation, disputeRulesOn(mediation)),
      what: 'The mediation takes place by this day',
      who: 'The council',
      law: limits.mediation_held.law,
      note: 'These are 30 days of the calendar. If the council cannot do it in time, it tells the adviser, and you get the certificate within 3 working days.',
    });
  if (meeting) {
    const { told, certificate } = mediationDays(meeting, disputeRulesOn(meeting));
    days.push(
      {
        key: 'told',
        day: told,
        what: 'You have been told where and when the mediation is',
        who: 'The council',
        law: limits.mediation_told.law,
      },
      {
        key: 'certificate-after',
        day: certificate,
        what: 'The adviser has sent you the certificate, if the mediation ends on the day of the meeting',
        who: 'The mediation adviser',
        law: limits.certificate_after_mediation.law,
      },
    );
  }
  return days;
}
