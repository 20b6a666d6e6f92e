import { resolve } from 'node:path';
import { z } from 'zod';

/** An environment variable of on/off kind. */
const onOff = z.enum(['on', 'off']);

const environment = z.object({
  /** The port that the site listens on. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The address that it listens on. Default: this machine only; `0.0.0.0` behind a proxy or in a container. */
  HOST: z.string().min(1).default('localhost'),
  /** The address that people type, without a slash at its end: stands in feeds, calendar files and mails. */
  BASE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** A PostgreSQL server, 15 or later. Unset: the database embedded in DATA_DIR. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The folder of the embedded database and of what the site makes for itself. */
  DATA_DIR: z.string().min(1).default('./data'),
  /** `on`: fill an empty database with demonstration services. `off`: start with an empty directory. */
  DEMO_DATA: onOff.default('on'),
  /** The council: its name, area, colours and words. */
  AUTHORITY_FILE: z.string().min(1).default('./authority.json'),
  /** Signs what the site gives out and takes back. Unset: made once and kept in the database. */
  SECRET: z.string().min(32).optional(),
  /** How mail leaves: `smtp://…` or `smtps://…`. Unset: no mail leaves. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** The sender of mails. */
  MAIL_FROM: z.email().optional(),
  /** How many proxies stand before the site: their X-Forwarded-For is then believed for rate limits. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** What is logged: `info` in operation, `silent` in tests. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export interface Config {
  port: number;
  host: string;
  base_url: string;
  database_url: string | undefined;
  data_dir: string;
  demo_data: boolean;
  authority_file: string;
  secret: string | undefined;
  smtp_url: string | undefined;
  mail_from: string | undefined;
  trusted_proxies: number;
  log_level: z.infer<typeof environment>['LOG_LEVEL'];
}

/** A value of the configuration that cannot be used; its message is one clear line. */
export class WrongConfiguration extends Error {}

/**
 * Reads the configuration from environment variables. An empty variable counts as unset.
 * Refuses (WrongConfiguration, one line) any value that is not of its kind, naming the variable.
 */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new WrongConfiguration(`The configuration is wrong. ${wrong.join('; ')}`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    base_url: e.BASE_URL ?? `http://localhost:${e.PORT}`,
    database_url: e.DATABASE_URL,
    data_dir: e.DATA_DIR === 'memory://' ? e.DATA_DIR : resolve(e.DATA_DIR),
    demo_data: e.DEMO_DATA === 'on',
    authority_file: resolve(e.AUTHORITY_FILE),
    secret: e.SECRET,
    smtp_url: e.SMTP_URL,
    mail_from: e.MAIL_FROM,
    trusted_proxies: e.TRUSTED_PROXIES,
    log_level: e.LOG_LEVEL,
  };
}

/** The configuration of this process. */
export function configOfThisProcess(): Config {
  return readConfig(process.env);
}
