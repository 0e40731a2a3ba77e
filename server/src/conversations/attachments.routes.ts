import { attachmentId, attachmentView } from "@guichet/contract";
import { z } from "zod";
import type { Database } from "../db/index.ts";
import type { FileStore } from "../files/index.ts";
import { checkFileLink } from "../files/index.ts";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { findReadableAttachment, retryAttachment, uploadAttachment } from "./attachment.ts";
import { findLinkedAttachment } from "./attachments.sql.ts";
import { discardAttachment } from "./discard-attachment.ts";
import { serveAttachment } from "./serve-attachment.ts";

const MOST_BYTES = 25 * 1024 * 1024;
const params = z.object({ id: attachmentId });

export type AttachmentDeps = {
  readonly ctxOf: RouteCtx;
  readonly files: FileStore;
  readonly database: Database;
  readonly linkKey: Uint8Array;
  readonly now: () => Date;
};

/** Files of conversations: permission is checked at every access (S15). */
export function attachmentsRoutes(deps: AttachmentDeps): Route[] {
  return [
    route({
      method: "POST",
      url: "/files",
      summary: "Upload a file into the composer (raw body)",
      access: "signed_in",
      rate: "upload",
      bodyLimit: MOST_BYTES,
      body: "raw",
      query: z.object({ name: z.string().max(1000) }),
      answer: attachmentView,
      status: 201,
      handler: async ({ viewer, query, body }) =>
        await uploadAttachment(deps.ctxOf(viewer), deps.files, query.name, body),
    }),
    route({
      method: "GET",
      url: "/files/:id",
      summary: "A file of a conversation one may see, or of one's own composer",
      access: "signed_in",
      rate: "read",
      params,
      hidden: true,
      query: z.object({ download: z.string().optional() }),
      handler: async ({ viewer, params, query, raw }, reply) => {
        const file = await findReadableAttachment(deps.ctxOf(viewer), params.id);
        return await serveAttachment(
          deps.files,
          file,
          { range: raw.headers.range, download: query.download !== undefined },
          reply,
        );
      },
    }),
    route({
      method: "POST",
      url: "/files/:id/retry",
      summary: "Fetch a failed attachment again",
      access: "signed_in",
      rate: "write",
      params,
      handler: async ({ viewer, params }) => await retryAttachment(deps.ctxOf(viewer), params.id),
    }),
    route({
      method: "POST",
      url: "/files/:id/discard",
      summary: "Give up a failed attachment",
      access: "signed_in",
      rate: "write",
      params,
      handler: async ({ viewer, params }) => await discardAttachment(deps.ctxOf(viewer), params.id),
    }),
    ...["/files/:id", "/files/:id/:name"].map((url) => linkedFileRoute(deps, url)),
  ];
}

/** `name` is for networks that look at the end of an address; the file's own name goes along anyway. */
function linkedFileRoute(deps: AttachmentDeps, url: string): Route {
  return route({
    method: "GET",
    url,
    root: true,
    hidden: true,
    summary: "A file for a platform, by a link of its own",
    access: "anyone",
    rate: "webhook",
    params: params.extend({ name: z.string().max(200).optional() }),
    // Absent, doubled or too long: no link at all, and the same answer as a wrong one.
    query: z.object({ link: z.string().max(500).catch("") }),
    handler: async ({ params, query, raw }, reply) => {
      const claim = checkFileLink(query.link, params.id, deps.linkKey, deps.now().getTime());
      const file = claim === undefined ? undefined : await findLinkedAttachment(deps.database.system, params.id);
      return await serveAttachment(deps.files, file, { range: raw.headers.range, download: true }, reply);
    },
  });
}
