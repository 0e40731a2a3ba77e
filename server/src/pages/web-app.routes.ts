import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { Refusal } from "@guichet/contract";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { pagePolicy, type Route, route } from "../http/index.ts";
import { newToken } from "../lib/token.ts";

const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

/** The agents' web app: its built files, and its one page at every other address of ours. */
export function webAppRoutes(dist: string): Route[] {
  const page = async (reply: FastifyReply) => await servePage(dist, reply);
  return [
    route({
      method: "GET",
      url: "/",
      root: true,
      hidden: true,
      withoutDatabase: true,
      summary: "The web app",
      access: "anyone",
      rate: "read",
      handler: async (_request, reply) => await page(reply),
    }),
    route({
      method: "GET",
      url: "/*",
      root: true,
      hidden: true,
      withoutDatabase: true,
      summary: "The web app and its files",
      access: "anyone",
      rate: "read",
      params: z.object({ "*": z.string().max(500) }),
      handler: async ({ params, raw }, reply) => {
        const path = params["*"];
        if (/^(api|webhooks|messenger|files|articles|l)\//.test(path)) throw new Refusal("not_found");
        return extname(path) === ""
          ? await page(reply)
          : await serveFile(dist, path, raw.headers["accept-encoding"] ?? "", reply);
      },
    }),
  ];
}

async function servePage(dist: string, reply: FastifyReply): Promise<FastifyReply> {
  const nonce = newToken(16);
  const html = await readFile(join(dist, "index.html"), "utf8").catch(() => undefined);
  if (html === undefined) throw new Refusal("not_found");
  return await reply
    .header("content-security-policy", pagePolicy(nonce))
    .type("text/html; charset=utf-8")
    .send(html.replaceAll("__CSP_NONCE__", nonce));
}

/** Only names of the built folder; files with a hash in their name never change. */
async function serveFile(dist: string, path: string, encodings: string, reply: FastifyReply): Promise<FastifyReply> {
  const clean = normalize(`/${path}`);
  const type = TYPES[extname(clean)];
  if (type === undefined || clean.includes("\0")) throw new Refusal("not_found");
  const plain = join(dist, clean);
  const packed = encodings.includes("gzip") ? await sizeOf(`${plain}.gz`) : undefined;
  const size = packed ?? (await sizeOf(plain));
  if (size === undefined) throw new Refusal("not_found");
  if (packed !== undefined) reply.header("content-encoding", "gzip").header("vary", "accept-encoding");
  return await reply
    .header("cache-control", clean.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache")
    .header("content-length", size)
    .type(type)
    .send(createReadStream(packed === undefined ? plain : `${plain}.gz`));
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}
