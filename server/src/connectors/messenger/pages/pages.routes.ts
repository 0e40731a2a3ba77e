import { locale, Refusal } from "@guichet/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Route, route } from "../../../http/index.ts";
import { newToken } from "../../../lib/token.ts";
import type { ChannelDoor } from "../channel-door.ts";
import type { DemoPage, MessengerDeps } from "../ports.ts";
import { createWidgetScript, type Script } from "./widget-script.ts";

type Deps = Pick<MessengerDeps, "widgetScript" | "renderDemoPage" | "publicUrl">;

/** What browsers load: the widget for every site, and a page of ours to try a channel. */
export function messengerPages(deps: Deps, door: ChannelDoor): Route[] {
  const readScript = createWidgetScript(deps.widgetScript);
  const { renderDemoPage } = deps;
  return [
    route({
      method: "GET",
      url: "/widget.js",
      root: true,
      hidden: true,
      crossOrigin: true,
      withoutDatabase: true,
      summary: "The web messenger's script",
      access: "anyone",
      rate: "visitor",
      handler: async ({ raw }, reply) => {
        const script = await readScript();
        if (script === undefined) throw new Refusal("not_found");
        return sendScript(script, raw, reply);
      },
    }),
    ...(renderDemoPage === undefined ? [] : [demoRoute(renderDemoPage, deps.publicUrl, door)]),
  ];
}

/** Loaded by other people's pages, with or without `crossorigin`; asked for again every five minutes, mostly for a 304. */
function sendScript({ plain, zipped, etag }: Script, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers({
    etag,
    "cache-control": "public, max-age=300",
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
    vary: "accept-encoding",
  });
  if (request.headers["if-none-match"]?.includes(etag)) return reply.code(304).send();
  reply.type("text/javascript; charset=utf-8");
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  return takesGzip ? reply.header("content-encoding", "gzip").send(zipped) : reply.send(plain);
}

function demoRoute(renderDemoPage: DemoPage, publicUrl: string, door: ChannelDoor): Route {
  return route({
    method: "GET",
    url: "/messenger-demo/:channelId",
    root: true,
    hidden: true,
    summary: "A page with the messenger of a channel on it",
    access: "anyone",
    rate: "visitor",
    params: z.object({ channelId: z.string().max(100) }),
    query: z.object({ locale: locale.catch("en") }),
    handler: async ({ params, query }, reply) => {
      const channel = await door.find(params.channelId);
      if (channel === undefined) throw new Refusal("not_found");
      const nonce = newToken(16);
      reply.header("content-security-policy", demoPolicy(nonce, publicUrl)).type("text/html; charset=utf-8");
      return reply.send(renderDemoPage({ channelId: channel.id, host: "", nonce, locale: query.locale }));
    },
  });
}

/** The widget needs nothing but our own host; its styles live in a shadow tree, its pictures are blobs it fetched. */
function demoPolicy(nonce: string, publicUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src blob:",
    // Not every browser takes the socket of the same host for `'self'`.
    `connect-src 'self' ${new URL(publicUrl).origin.replace(/^http/, "ws")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
