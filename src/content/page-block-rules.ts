import type { Element, ElementContent, Text } from 'hast';
import type { Contact } from '../authority.ts';
import { type Block, givenTo, labelOf } from './page-tree-rules.ts';
import { fillPlaces, type Places } from './place-rules.ts';

/** What a page's blocks take from around it. */
export interface Around {
  places: Places;
  /** whom to call, by the name that pages use; the team of the site stands in for one that the council has not named */
  contacts: Partial<Record<string, Contact>>;
  /** documents by name */
  documents: ReadonlyMap<string, { title: string; files: string }>;
}

/** An element of HTML, with classes parted by spaces. */
export function element(tagName: string, className = '', children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties: className ? { className: className.split(' ') } : {}, children };
}

/** Words of a page. */
export function text(value: string): Text {
  return { type: 'text', value };
}

/** A block as HTML. One that there is not shows what stands in it. */
export function blockElement(
  block: Block,
  children: ElementContent[],
  around: Around,
): ElementContent | ElementContent[] {
  const label = fillPlaces(labelOf(block), around.places);
  const body = label && block.type === 'containerDirective' ? children.slice(firstElement(children) + 1) : children;
  switch (block.name) {
    case 'steps':
      return element('div', 'steps', body);
    case 'callout':
      return element('div', 'notice', [...(label ? [titleOf(label)] : []), ...body]);
    case 'law':
      return element('div', 'law-block', [
        titleOf(label ? `What the law says: ${label}` : 'What the law says'),
        ...body,
      ]);
    case 'details': {
      const summary = element('summary', 'govuk-details__summary', [
        element('span', 'govuk-details__summary-text', [text(label || 'More about this')]),
      ]);
      return element('details', 'govuk-details', [summary, element('div', 'govuk-details__text', body)]);
    }
    case 'search':
      return leadsTo(givenTo(block, 'href'), label || 'Search for services', 'search');
    case 'tool':
      return leadsTo(`/tools/${encodeURIComponent(givenTo(block, 'name'))}`, label || 'Work it out', 'tool');
    case 'document': {
      const name = givenTo(block, 'name');
      const found = around.documents.get(name);
      return leadsTo(
        `/documents/${encodeURIComponent(name)}`,
        label || (found?.title ?? 'Open the document'),
        'document',
        found?.files,
      );
    }
    case 'contact':
      return contactCard(givenTo(block, 'who'), around);
    default:
      return element('div', '', children);
  }
}

function firstElement(children: readonly ElementContent[]): number {
  return children.findIndex((child) => child.type === 'element');
}

function titleOf(words: string): Element {
  return element('p', 'block-title', [element('strong', '', [text(words)])]);
}

function link(href: string, words: string, className = 'govuk-link'): Element {
  const a = element('a', className, [text(words)]);
  a.properties.href = href;
  return a;
}

function leadsTo(href: string, words: string, kind: 'search' | 'tool' | 'document', also = ''): Element {
  const note = also ? [element('span', 'leads-to-note', [text(`A page to read. Also as ${also}`)])] : [];
  return element('p', `leads-to leads-to--${kind}`, [link(href, words, 'leads-to-link'), ...note]);
}

function contactCard(who: string, { contacts, places }: Around): Element {
  const contact = contacts[who] ?? contacts.local_offer;
  const lines: ElementContent[][] = [];
  const name = contact?.name ?? places.team;
  const phone = contact ? contact.phone : places.phone;
  const email = contact ? contact.email : places.email;
  const hours = contact?.phone_hours ?? (contact ? undefined : places.phone_hours);
  if (phone)
    lines.push([text('Phone: '), link(`tel:${phone.replace(/[^+\d]/g, '')}`, phone), text(hours ? `, ${hours}` : '')]);
  if (contact?.text_phone) lines.push([text(`Text: ${contact.text_phone}`)]);
  if (email) lines.push([text('E-mail: '), link(`mailto:${email}`, email)]);
  if (contact?.website) lines.push([text('Website: '), link(contact.website, contact.website_name ?? contact.website)]);
  return element('div', 'contact-card', [
    element('p', 'block-title', [element('strong', '', [text(name)])]),
    ...(contact?.about ? [element('p', 'govuk-body', [text(contact.about)])] : []),
    element(
      'ul',
      'govuk-list',
      lines.map((line) => element('li', '', line)),
    ),
  ]);
}
