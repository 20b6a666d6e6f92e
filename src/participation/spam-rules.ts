/** What tells a person's message from a machine's, without a puzzle and without knowing who it is. */
export interface Sent {
  /** a field that people do not see */
  trap: string;
  /** since the form was shown; undefined if its token is missing or not ours; left out where a form has no token */
  seconds?: number | undefined;
  /** whether the form carries a token */
  has_token: boolean;
  /** all that was written, as one text */
  text: string;
}

const quickest_seconds = 3;
const longest_seconds = 7 * 24 * 60 * 60;
const most_links = 3;

/**
 * Why a message cannot be taken as it is, in words that tell a person what to do; undefined if it can. The page shows
 * them above what was written, so that nothing of a real person's is lost: whoever presses Send again gets through.
 */
export function whyNotTaken(sent: Sent): string | undefined {
  const links = countLinks(sent.text);
  if (sent.trap !== '')
    return 'A hidden field was filled in, perhaps by your browser. We have emptied it. Check your words, and send them again';
  if (sent.has_token && sent.seconds === undefined)
    return 'We could not tell that this form came from our page. Check your words, and send them again';
  if (sent.has_token && (sent.seconds ?? 0) > longest_seconds)
    return 'This page was open for more than a week. Check your words, and send them again';
  if (sent.has_token && (sent.seconds ?? 0) < quickest_seconds)
    return 'That was very quick, and machines are quick. Check your words, and send them again';
  if (links > most_links)
    return `There are ${links} links to websites in it. To keep out advertising we take up to ${most_links}. Take some out, or phone us`;
  return undefined;
}

/** How many addresses of websites stand in a text. */
export function countLinks(text: string): number {
  return text.match(/\bhttps?:\/\/|\bwww\.|<a\s|\[url/gi)?.length ?? 0;
}
