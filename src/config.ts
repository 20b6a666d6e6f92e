import { readFileSync } from 'node:fs';
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
  /** Sends mail through GOV.UK Notify, where SMTP_URL is unset: the key of its API, and the id of the template used. */
  NOTIFY_API_KEY: z.string().min(70).optional(),
  NOTIFY_TEMPLATE_ID: z.uuid().optional(),
  /** A JSON file of OpenID Connect providers with which staff and schools sign in; see docs/sign-in.md. */
  SIGN_IN_PROVIDERS: z.string().min(1).optional(),
  /** ClamAV's daemon, which looks for viruses in files before they are kept: `host:port`, or the path of its socket. */
  CLAMAV_ADDRESS: z
    .string()
    .regex(/^(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$|^\//, 'write host:port or the path of a socket')
    .optional(),
  /** How many proxies stand before the site: their X-Forwarded-For is then believed for rate limits. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** What is logged: `info` in operation, `silent` in tests. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** An OpenID Connect provider with which people sign in: of the council, of schools. */
const signInProvider = z.strictObject({
  /** stands in the address to which the provider leads back: `<BASE_URL>/auth/callback/<id>` */
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  /** what its button says: "Sign in with <name>" */
  name: z.string().min(2),
  issuer: z.url({ protocol: /^https?$/ }),
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  /** it asks for a second factor itself, so that this site need not */
  has_second_factor: z.boolean().default(false),
});
export type SignInProvider = z.infer<typeof signInProvider>;

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
  notify_api_key: string | undefined;
  notify_template_id: string | undefined;
  sign_in_providers: SignInProvider[];
  clamav_address: string | undefined;
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
    notify_api_key: e.NOTIFY_API_KEY,
    notify_template_id: e.NOTIFY_TEMPLATE_ID,
    sign_in_providers: e.SIGN_IN_PROVIDERS ? readProviders(e.SIGN_IN_PROVIDERS) : [],
    clamav_address: e.CLAMAV_ADDRESS,
    trusted_proxies: e.TRUSTED_PROXIES,
    log_level: e.LOG_LEVEL,
  };
}

function readProviders(path: string): SignInProvider[] {
  try {
    return z.array(signInProvider).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : String(error);
    throw new WrongConfiguration(`The configuration is wrong. SIGN_IN_PROVIDERS: ${reason}`);
  }
}

/** The configuration of this process. */
export function configOfThisProcess(): Config {
  return readConfig(process.env);
}
