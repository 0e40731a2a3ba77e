import type { Route } from "./route.ts";

/** The API for people: every route of the table with its summary, on one page without scripts. */
export function renderApiPage(routes: readonly Route[], version: string): string {
  const groups = Map.groupBy(
    routes.filter((route) => !route.hidden),
    (route) => route.url.split("/")[1] ?? "",
  );
  const sections = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, group]) => `<section><h2>${escapeHtml(name)}</h2><table>${group.map(row).join("")}</table></section>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Guichet API</title>
<style nonce="__NONCE__">:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td{padding:.4rem .75rem .4rem 0;border-top:1px solid #8884;vertical-align:top}code{font:600 .9em ui-monospace,monospace}
td:first-child{width:5rem}td:last-child{width:9rem;opacity:.75}h2{margin-top:2rem;text-transform:capitalize}</style></head>
<body><main><h1>Guichet API ${escapeHtml(version)}</h1>
<p>For programs: <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. A session cookie opens it; what changes something needs the site's own Origin. What is for other programs is opened by a
bearer token of a REST API key, from <code>POST /oauth2/token</code>, and by that alone.
Every error has one shape: <code>{"error":{"code","reference","fields"}}</code>.</p>${sections.join("")}</main></body></html>`;
}

function row(route: Route): string {
  const who = { anyone: "anyone", signed_in: "signed in", admin: "Admin", api: `token, ${route.scope}` }[route.access];
  return `<tr><td><code>${route.method}</code></td><td><code>${escapeHtml(`${route.root ? "" : "/api/v1"}${route.url}`)}</code><br>${escapeHtml(route.summary)}</td><td>${who}</td></tr>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);
}
