/** What is kept for a time, in the words of those who decide for how long. */
export const keptKinds: Record<string, string> = {
  message_reply_to_answered: 'How to reach somebody who sent us something, after we answered',
  message_reply_to: 'How to reach somebody who sent us something, without an answer',
  comment_words_published: 'A comment as it came, after it was published without names',
  comment_words: 'A comment that was not published',
  page_rating: 'What people said of a page',
  problem_report_decided: 'A reported problem, after it was decided',
  problem_report: 'A reported problem',
  desk_note: 'Notes of the team, after the item was decided',
  desk_draft: 'What a decision keeps so that it can be undone',
  claim_decided: 'Who asked to look after records, after it was decided',
  family_message: 'What somebody wrote to a service with our form',
  account_unused: 'An account that nobody uses',
  audit: 'The audit log',
  mail: 'Mails that were sent',
  service_use: 'How often a service’s page was opened',
  service_found_by: 'Words of searches from which a page was opened',
};

/** A kind of thing in words; one that is not known by its own name. */
export function keptKind(kind: string): string {
  return keptKinds[kind] ?? kind.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());
}

/** A reference as people write it (`co 7KQ4 m3xd`), in our way; undefined for what is not one of a message. */
export function readMessageReference(typed: string): string | undefined {
  const found = /^(CO|PH|PR)[\s-]*([A-Z0-9]{4})[\s-]*([A-Z0-9]{4})$/.exec(typed.trim().toUpperCase());
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
}
