import { z } from 'zod';
import { words } from '../web/form.ts';

/** The form that says where a school's report stands on its own website; empty: nowhere. */
export const addressForm = z.object({
  address: words(2000, 'the address').refine(
    (text) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text)),
    'Write the whole address, beginning with https://',
  ),
});
