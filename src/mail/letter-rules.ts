/** What a mail says: what changed, what to do, and by when. No name of a child, nothing about anybody's needs. */
export interface Letter {
  subject: string;
  /** what has happened, each a paragraph */
  paragraphs: string[];
  /** what it lists, each with the words of a link, its whole address, and what there is to say of it */
  list?: { text: string; href: string; about: string }[];
  /** what to do: the words of a link, and its whole address */
  action?: { text: string; href: string };
  /** by when, or how long it works, as a sentence */
  by_when?: string;
  /** of a letter that comes by subscription: the words and the whole address by which one click ends it */
  stop?: { text: string; href: string };
  /** who sends it: the site's name and how to reach the team */
  from: { site_name: string; team: string; phone: string; email: string };
}

/** What every letter needs: the site's address, to which its links lead, and who sends it. */
export interface Letterhead {
  base_url: string;
  from: Letter['from'];
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
}

/** A letter as plain text, and as HTML that says the same. */
export function writeLetter({ subject, paragraphs, list = [], action, by_when, stop, from }: Letter): {
  text: string;
  html: string;
} {
  const signed = `${from.site_name}\n${from.team}, ${from.phone}, ${from.email}`;
  const why = 'You get this because your e-mail address is with us. If that is wrong, tell us.';
  const text = [
    ...paragraphs,
    ...list.map(({ text, about, href }) => [text, about, href].filter(Boolean).join('\n')),
    ...(action ? [`${action.text}:\n${action.href}`] : []),
    ...(by_when ? [by_when] : []),
    why,
    ...(stop ? [`${stop.text}:\n${stop.href}`] : []),
    signed,
  ].join('\n\n');
  const html = [
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font:18px/1.5 sans-serif;max-width:36em;margin:1em;color:#1d2326;background:#fff">',
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ...list.map(
      ({ text, about, href }) => `<p><a href="${escaped(href)}">${escaped(text)}</a><br>${escaped(about)}</p>`,
    ),
    action ? `<p><a href="${escaped(action.href)}" style="font-weight:bold">${escaped(action.text)}</a></p>` : '',
    by_when ? `<p>${escaped(by_when)}</p>` : '',
    `<p>${escaped(why)}</p>`,
    stop ? `<p><a href="${escaped(stop.href)}">${escaped(stop.text)}</a></p>` : '',
    `<p>${escaped(signed).replace('\n', '<br>')}</p></body></html>`,
  ].join('');
  return { text, html };
}
