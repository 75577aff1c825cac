import type { Site } from './frame.ts';
import { frame } from './frame.ts';
import { Html } from './html.ts';

/** The playground as a page of the site; `alone` is the page that it has where there is no site. */
export function playgroundPage(alone: string, site: Site): string {
  const [, inside = ''] = /<main[^>]*>\n?([\s\S]*?)\s*<\/main>/.exec(alone) ?? [];
  return frame(site, {
    title: 'Playground',
    root: '',
    at: 'playground.html',
    scripts: ['playground/playground.js'],
    styles: ['playground.css'],
    body: new Html(inside),
  });
}
