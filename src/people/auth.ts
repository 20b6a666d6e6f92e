import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Authority } from '../authority.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import { linkLasts } from './sign-in.ts';

/** Sign-in, built on better-auth: everything that needs cryptography is in there. */
export type Auth = ReturnType<typeof createAuth>;

/** Sign-in, loaded when it is first needed: no page that anyone may see waits for it. */
export type AuthWhenNeeded = () => Promise<Auth>;

/** How long somebody stays signed in without coming back: seconds. */
const sessionLasts = 14 * 24 * 60 * 60;

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Makes better-auth work on our tables and our connection pool. Nothing of it is mounted here. */
export function createAuth({
  config,
  authority,
  db,
  secret,
  now,
  log,
}: {
  config: Pick<Config, 'base_url' | 'sign_in_providers'>;
  authority: Pick<Authority, 'site_name'>;
  db: Db;
  secret: string;
  now: () => Date;
  log: (message: string) => void;
}) {
  const { hostname } = new URL(config.base_url);
  return betterAuth({
    appName: authority.site_name,
    baseURL: config.base_url,
    basePath: '/auth',
    secret,
    database: { db, type: 'postgres' },
    telemetry: { enabled: false },
    // limits are set where forms are posted: better-auth's own would count by internet address
    rateLimit: { enabled: false },
    logger: { level: 'warn', log: (_, message) => log(message) },
    advanced: {
      cookiePrefix: 'local-offer',
      useSecureCookies: config.base_url.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
      database: { generateId: 'uuid', validateSchema: !db.isTransaction },
    },
    user: {
      modelName: 'person',
      fields: { ...times, emailVerified: 'email_verified' },
    },
    session: {
      modelName: 'session',
      expiresIn: sessionLasts,
      fields: {
        ...times,
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'person_id',
      },
      additionalFields: {
        second_factor_at: { type: 'date', required: false, input: false },
        role_id: { type: 'string', required: false, input: false },
      },
    },
    account: {
      modelName: 'account',
      fields: {
        ...times,
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'person_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
      accountLinking: { enabled: true, trustedProviders: config.sign_in_providers.map(({ id }) => id) },
    },
    verification: { modelName: 'verification', fields: { ...times, expiresAt: 'expires_at' } },
    databaseHooks: {
      session: {
        create: {
          // a passkey is two factors in one: the device, and the finger or number that opens it
          before: async (session, context) => {
            const path = context?.path ?? '';
            const provider = config.sign_in_providers.find(({ id }) => context?.params?.id === id);
            const isStrong = path === '/passkey/verify-authentication' || provider?.has_second_factor === true;
            return { data: { ...session, second_factor_at: isStrong ? now() : null } };
          },
        },
      },
    },
    plugins: [
      magicLink({
        expiresIn: linkLasts,
        storeToken: 'hashed',
        // the pages send the mail: half of the token goes into it, and half stays in the browser that asked
        sendMagicLink: ({ token, metadata }) => metadata?.take?.(token),
      }),
      passkey({
        rpID: hostname,
        rpName: authority.site_name,
        origin: config.base_url,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        schema: {
          passkey: {
            fields: {
              publicKey: 'public_key',
              userId: 'person_id',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
      twoFactor({
        issuer: authority.site_name,
        allowPasswordless: true,
        twoFactorTable: 'two_factor',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              backupCodes: 'backup_codes',
              userId: 'person_id',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      genericOAuth({
        config: config.sign_in_providers.map(({ id, name, issuer, client_id, client_secret }) => ({
          providerId: id,
          name,
          discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
          clientId: client_id,
          clientSecret: client_secret,
          scopes: ['openid', 'email', 'profile'],
          requireIdTokenVerification: true,
        })),
      }),
    ],
  });
}
