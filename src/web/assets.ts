import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const root = fileURLToPath(new URL('../../', import.meta.url));
const assets = join(root, 'assets');
const modules = join(root, 'node_modules');
const cache = join(modules, '.cache', 'open-local-offer');

/** Files of libraries that a browser loads, by the name under /assets/. */
const fromLibraries: Record<string, string> = {
  'accessible-autocomplete.min.js': 'accessible-autocomplete/dist/accessible-autocomplete.min.js',
  'leaflet.js': 'leaflet/dist/leaflet.js',
  'leaflet.css': 'leaflet/dist/leaflet.css',
};

/** The site's typeface, by the name under /assets/. */
const fonts: Record<string, string> = {
  'atkinson-400.woff2':
    '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff2',
  'atkinson-700.woff2':
    '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff2',
};

/**
 * The site's style sheet, compiled from `assets/*.scss`. Compiled once: the result is kept beside the installed
 * packages under a name made of what it was compiled from.
 */
export async function styleSheet(): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(join(modules, 'govuk-frontend/package.json')));
  for (const name of (await readdir(assets)).filter((file) => file.endsWith('.scss')).sort())
    hash.update(await readFile(join(assets, name)));
  const kept = join(cache, `${hash.digest('hex').slice(0, 16)}.css`);
  try {
    return await readFile(kept, 'utf8');
  } catch {
    const sass = await import('sass');
    const { css } = sass.compile(join(assets, 'site.scss'), {
      style: 'compressed',
      loadPaths: [modules],
      quietDeps: true,
      silenceDeprecations: ['import'],
    });
    await mkdir(cache, { recursive: true });
    await writeFile(kept, css);
    return css;
  }
}

/** Serves /assets/…: our own scripts and pictures, the style sheet with the council's colours, and libraries' files. */
export async function serveAssets(app: FastifyInstance, brandCss: string): Promise<{ version: string }> {
  const css = `${await styleSheet()}\n${brandCss}`;
  const version = createHash('sha256')
    .update(css)
    .update(await scriptsOf(assets))
    .digest('hex')
    .slice(0, 10);
  const forever = 'public, max-age=31536000, immutable';
  app.get('/assets/site.css', (_, reply) => reply.type('text/css').header('cache-control', forever).send(css));
  for (const [name, path] of Object.entries(fromLibraries)) {
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    let body: string | undefined;
    app.get(`/assets/${name}`, (_, reply) => {
      body ??= readFileSync(join(modules, path), 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
      return reply.type(type).header('cache-control', forever).send(body);
    });
  }
  for (const [name, path] of Object.entries(fonts)) {
    const body = readFileSync(join(modules, path));
    app.get(`/assets/${name}`, (_, reply) => reply.type('font/woff2').header('cache-control', forever).send(body));
  }
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/assets/',
    maxAge: '365d',
    immutable: true,
    allowedPath: (path) => !path.endsWith('.scss'),
  });
  return { version };
}

async function scriptsOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}
