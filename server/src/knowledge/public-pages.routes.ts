import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { Database } from "../db/index.ts";
import { type Route, route } from "../http/index.ts";
import { ARTICLE_POLICY, articlePage, NO_ARTICLE_PAGE } from "./article-page.ts";
import { findPublicArticle } from "./public-articles.sql.ts";
import { countOpening, findShortLink } from "./short-links.sql.ts";

export type PublicDeps = { readonly database: Database; readonly now: () => Date };

/** Taken down, a page is gone everywhere within a minute. */
const CACHED_SECONDS = 60;
const segment = z.string().max(300);

/** What contacts open: articles and short links. No cookie is read or set, and nobody is told apart. */
export function publicPagesRoutes(deps: PublicDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/articles/:key/:slug",
      root: true,
      hidden: true,
      summary: "The page of a published article",
      access: "anyone",
      rate: "visitor",
      params: z.object({ key: segment, slug: segment }),
      handler: async ({ params, raw }, reply) => {
        const article = await findPublicArticle(deps.database.system, cleanKey(params.key));
        if (article === undefined) return await notHere(reply);
        if (article.slug !== null && article.slug !== params.slug)
          return await reply
            .header("cache-control", "no-store")
            .redirect(`/articles/${cleanKey(params.key)}/${article.slug}`, 302);
        const html = articlePage(article);
        const tag = `"${createHash("sha256").update(html).digest("base64url").slice(0, 27)}"`;
        reply.header("cache-control", `public, max-age=${CACHED_SECONDS}`).header("etag", tag);
        if (raw.headers["if-none-match"]?.includes(tag)) return await reply.code(304).send();
        return await sendPage(reply, html);
      },
    }),
    route({
      method: "GET",
      url: "/l/:token",
      root: true,
      hidden: true,
      summary: "The address behind a short link",
      access: "anyone",
      rate: "visitor",
      params: z.object({ token: segment }),
      handler: async ({ params, raw }, reply) => {
        const token = cleanKey(params.token);
        const link = await findShortLink(deps.database.system, token);
        if (link === undefined) return await notHere(reply);
        // A program that looks before it shows a link asks by HEAD: that is nobody who opened it.
        if (raw.method === "GET")
          await countOpening(deps.database.of(link.organizationId), link.organizationId, token, deps.now());
        return await reply
          .header("cache-control", "no-store")
          .header("x-robots-tag", "noindex")
          .redirect(new URL(link.url).href, 302);
      },
    }),
  ];
}

/** Only letters that keys have: anything else is no key, and the database is not asked for odd bytes. */
function cleanKey(key: string): string {
  return /^[\w-]{1,64}$/.test(key) ? key : "-";
}

async function notHere(reply: FastifyReply): Promise<FastifyReply> {
  return await sendPage(reply.code(404).header("cache-control", "no-store"), NO_ARTICLE_PAGE);
}

async function sendPage(reply: FastifyReply, html: string): Promise<FastifyReply> {
  return await reply.header("content-security-policy", ARTICLE_POLICY).type("text/html; charset=utf-8").send(html);
}
