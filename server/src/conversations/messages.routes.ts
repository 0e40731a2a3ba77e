import {
  changeTagsAnswer,
  changeTagsBody,
  lifeLine,
  maskMessageAnswer,
  maskMessageBody,
  messageId,
  messageView,
  privateReplyAnswer,
  privateReplyBody,
  withdrawnAnswer,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import type { Outbound } from "../outbound/index.ts";
import { getLifeLine } from "./life-line/get-life-line.ts";
import { maskMessage } from "./masking/mask-message.ts";
import { getMessageHtml } from "./message-html.ts";
import { replyInPrivate } from "./private-replies/reply-in-private.ts";
import { servePicture } from "./serve-picture.ts";
import { settleStuckMessage } from "./stuck-message.ts";
import { changeTags } from "./tags/change-tags.ts";
import { withdrawMessage } from "./undo/withdraw-message.ts";

const params = z.object({ id: messageId });
const MOST_PICTURES = 10_000;

/** What one does with a single message. */
export function messagesRoutes(ctxOf: RouteCtx, outbound: Outbound): Route[] {
  return [
    route({
      method: "POST",
      url: "/messages/:id/retry",
      summary: "Try a failed or uncertain message again, as a new attempt",
      access: "signed_in",
      rate: "write",
      params,
      answer: messageView,
      handler: async ({ viewer, params }) => await settleStuckMessage(ctxOf(viewer), params.id, "retry"),
    }),
    route({
      method: "POST",
      url: "/messages/:id/discard",
      summary: "Give a failed or uncertain message up",
      access: "signed_in",
      rate: "write",
      params,
      answer: messageView,
      handler: async ({ viewer, params }) => await settleStuckMessage(ctxOf(viewer), params.id, "discard"),
    }),
    route({
      method: "PATCH",
      url: "/messages/:id/tags",
      summary: "Add and take off tags",
      access: "signed_in",
      rate: "write",
      params,
      body: changeTagsBody,
      answer: changeTagsAnswer,
      handler: async ({ viewer, params, body }) => await changeTags(ctxOf(viewer), params.id, body),
    }),
    route({
      method: "POST",
      url: "/messages/:id/masking",
      summary: "Mask a contact's message for good; Supervisors of the channel, while masking by hand is switched on",
      access: "signed_in",
      rate: "write",
      params,
      body: maskMessageBody,
      answer: maskMessageAnswer,
      handler: async ({ viewer, params, body }) => await maskMessage(ctxOf(viewer), params.id, body),
    }),
    route({
      method: "POST",
      url: "/messages/:id/private-reply",
      summary: "Answer a comment that everybody reads in private, once, where its channel takes that",
      access: "signed_in",
      rate: "start",
      bodyLimit: 512 * 1024,
      params,
      body: privateReplyBody,
      answer: privateReplyAnswer,
      status: 201,
      handler: async ({ viewer, params, body }) => await replyInPrivate(ctxOf(viewer), params.id, body, viewer.name),
    }),
    route({
      method: "POST",
      url: "/messages/:id/withdrawal",
      summary: "Take one's own reply back while it is held; text and files are in the draft again",
      access: "signed_in",
      rate: "write",
      params,
      answer: withdrawnAnswer,
      handler: async ({ viewer, params }) => await withdrawMessage(ctxOf(viewer), params.id),
    }),
    route({
      method: "GET",
      url: "/messages/:id/life-line",
      summary: "How a message came here, or what became of it on its way out: every step with its moment",
      access: "signed_in",
      rate: "read",
      params,
      answer: lifeLine,
      handler: async ({ viewer, params }) => await getLifeLine(ctxOf(viewer), params.id),
    }),
    route({
      method: "GET",
      url: "/messages/:id/html",
      summary: "The HTML form of a mail, sanitised; to be shown in a sandboxed frame only",
      access: "signed_in",
      rate: "read",
      params,
      answer: z.object({ html: z.string() }),
      handler: async ({ viewer, params }) => ({ html: await getMessageHtml(ctxOf(viewer), params.id) }),
    }),
    route({
      method: "GET",
      url: "/messages/:id/picture",
      summary:
        "A picture that a mail has elsewhere, by its number in the HTML (`data-picture`), fetched for whoever asks",
      access: "signed_in",
      rate: "read",
      params,
      query: z.object({ number: z.coerce.number().int().min(0).max(MOST_PICTURES).default(0) }),
      handler: async ({ viewer, params, query }, reply) =>
        await servePicture(ctxOf(viewer), outbound, { id: params.id, number: query.number }, reply),
    }),
  ];
}
