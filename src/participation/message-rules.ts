import { z } from 'zod';

/** The most characters that a comment or report may have. */
export const longest_body = 5000;

/** A text as typed: line ends as one character (browsers send two), without characters that no database keeps. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
    .trim();
}

const typed = z.string().default('').transform(cleanText);

/** A text field that may be empty up to a length; `name` is how the message speaks of it: "Your comment". */
export function upTo(length: number, name: string) {
  return typed.superRefine((text, issues) => {
    if (text.length <= length) return;
    const message = `${name} has ${text.length.toLocaleString('en-GB')} characters. Make it ${length.toLocaleString('en-GB')} or fewer`;
    issues.addIssue({ code: 'custom', message });
  });
}

/** A text field that must not be empty. */
export function written(length: number, name: string, empty: string) {
  return upTo(length, name).refine((text) => text !== '', empty);
}

/** One of several choices; `none` is said when none was chosen. */
export function oneOf<const Codes extends readonly [string, ...string[]]>(codes: Codes, none: string) {
  return z.enum(codes, { error: none });
}

/** How to answer somebody who wishes it: an e-mail address or a phone number, or nothing. */
export const replyTo = upTo(200, 'Your email address or phone number').refine(
  (text) => text === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) || isPhoneNumber(text),
  'Write an email address like name@example.com, or a phone number like 01632 960 001, or leave it empty',
);

function isPhoneNumber(text: string): boolean {
  return /^\+?[\d\s()./-]+$/.test(text) && text.replace(/\D/g, '').length >= 10;
}
