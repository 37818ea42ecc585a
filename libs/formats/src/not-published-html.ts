import { Html, markup } from './html.js';
import { PUBLICATION_STYLE } from './publication-style.js';

/**
 * What a reader finds at a public address where nothing is published. Says the same of what does not exist and of what is
 * not published: that there is a package is itself secret.
 */
export function notPublishedHtml(): string {
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Nothing is published at this address</title>
        <meta name="robots" content="noindex" />
        <style>
          ${new Html(PUBLICATION_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>Nothing is published at this address</h1>
        </header>
        <main>
          <p>Check the address. What is published stands in the <a href="/register">public register</a>.</p>
        </main>
      </body>
    </html> `;
  return page.markup;
}
