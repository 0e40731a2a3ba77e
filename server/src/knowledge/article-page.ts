import { createHash } from "node:crypto";
import { type Locale, plainArticle } from "@guichet/contract";
import { articleHtml, escapeHtml } from "./article-html.ts";

export type PublicArticle = {
  readonly title: string;
  readonly text: string;
  readonly locale: Locale;
  readonly organizationName: string;
  readonly changedAt: Date;
};

const STYLE = `:root{color-scheme:light dark;--text:#182023;--soft:#4f5d61;--line:#dfe6e6;--ground:#fff;--tint:#f2f5f5;--link:#126e77}
@media (prefers-color-scheme:dark){:root{--text:#e4eaea;--soft:#a9b6b8;--line:#273133;--ground:#161c1e;--tint:#1d2527;--link:#5cbcc3}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:17px/1.6 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:44rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem;color:var(--soft);font-size:.875rem;font-weight:600}
h1{margin:1.25rem 0 1rem;font-size:1.875rem;line-height:1.2;letter-spacing:-.02em;text-wrap:balance}
h2{margin:2rem 0 .5rem;font-size:1.3125rem;line-height:1.3}
h3{margin:1.5rem 0 .5rem;font-size:1.0625rem}
h4{margin:1.25rem 0 .5rem;font-size:1rem;color:var(--soft)}
p,ul,ol,pre,blockquote{margin:0 0 1rem}
li{margin:.25rem 0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
code{padding:.1em .3em;border-radius:.3em;background:var(--tint);font:.875em/1.5 ui-monospace,"SF Mono","Cascadia Mono",monospace}
pre{padding:.9rem 1rem;border-radius:.6rem;background:var(--tint);white-space:pre-wrap}
pre code{padding:0;background:none}
blockquote{padding:.25rem 0 .25rem 1rem;border-inline-start:3px solid var(--line);color:var(--soft)}
hr{height:1px;margin:2rem 0;border:0;background:var(--line)}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2.5rem;border-top:1px solid var(--line);color:var(--soft);font-size:.8125rem}`;

/** No script, no font, no picture from anywhere; the one style is known by its digest, so that the page can be cached. */
export const ARTICLE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join("; ");

const UPDATED: Record<Locale, string> = { en: "Last updated on", fr: "Mis à jour le" };

/** An article's page: the same for everybody, with nothing on it about who wrote it or who reads it. */
export function articlePage(article: PublicArticle): string {
  const { locale, title, changedAt } = article;
  const date = new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", { dateStyle: "long", timeZone: "UTC" });
  return page(
    locale,
    `${title} · ${article.organizationName}`,
    `<meta name="description" content="${escapeHtml(plainArticle(article.text, 160))}">`,
    `<header dir="auto">${escapeHtml(article.organizationName)}</header>
<main><article dir="auto"><h1>${escapeHtml(title)}</h1>
${articleHtml(article.text)}</article></main>
<footer>${UPDATED[locale]} <time datetime="${changedAt.toISOString().slice(0, 10)}">${escapeHtml(date.format(changedAt))}</time></footer>`,
  );
}

/** For every address where no published article is, whatever the reason; in both languages, so that it is the same for all. */
export const NO_ARTICLE_PAGE = page(
  "en",
  "Not found",
  '<meta name="robots" content="noindex">',
  `<main><h1>This page is not here</h1>
<p>It may have moved or been taken down. Please ask us again where you got the link.</p>
<h2 lang="fr">Cette page n’est pas ici</h2>
<p lang="fr">Elle a peut-être été déplacée ou retirée. Redemandez-nous le lien là où vous l’avez reçu.</p></main>`,
);

function page(locale: Locale, title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>${head}
<style>${STYLE}</style></head>
<body>
${body}
</body>
</html>
`;
}
