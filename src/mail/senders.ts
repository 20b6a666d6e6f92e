import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import type { Mail } from './mails.ts';

/** How mail leaves. Throws where it could not; undefined where nothing is configured, and mail waits in the outbox. */
export type Sender = (mail: Mail) => Promise<void>;

/** The sender that the configuration names: SMTP, else GOV.UK Notify, else none. */
export function senderOf(
  config: Pick<Config, 'smtp_url' | 'mail_from' | 'notify_api_key' | 'notify_template_id' | 'base_url'>,
): Sender | undefined {
  const host = new URL(config.base_url).hostname;
  if (config.smtp_url) {
    const transport = createTransport(config.smtp_url, { from: config.mail_from });
    return async ({ id, to_address, subject, text, html, stop_href }) => {
      const stop = stop_href && {
        'List-Unsubscribe': `<${stop_href}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };
      // the same message id for every attempt: a server that had it already can tell
      await transport.sendMail({
        messageId: `<mail-${id}@${host}>`,
        to: to_address,
        subject,
        text,
        html,
        headers: stop || {},
      });
    };
  }
  if (config.notify_api_key && config.notify_template_id)
    return notifySender(config.notify_api_key, config.notify_template_id);
  return undefined;
}

function notifySender(key: string, template: string): Sender {
  const client = import('notifications-node-client').then(({ NotifyClient }) => new NotifyClient(key));
  return async ({ id, to_address, subject, text, stop_href }) => {
    await (await client).sendEmail(template, to_address, {
      personalisation: { subject, body: text },
      reference: `mail-${id}`,
      ...(stop_href && { oneClickUnsubscribeURL: stop_href }),
    });
  };
}
