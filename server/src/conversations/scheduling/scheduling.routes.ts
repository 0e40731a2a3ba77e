import {
  conversationId,
  messageId,
  rescheduleBody,
  scheduleBody,
  scheduledAnswer,
  scheduledBack,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import { cancelScheduled, sendScheduledNow, takeScheduledBack } from "./leave-schedule.ts";
import { moveScheduled, scheduleReply } from "./schedule-reply.ts";

const params = z.object({ id: messageId });

/** Replies that leave at a moment of their author's choice. */
export function schedulingRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "POST",
      url: "/conversations/:id/scheduled-messages",
      summary: "Have a reply leave at a moment; a repeat of the id is the same one",
      access: "signed_in",
      rate: "write",
      params: z.object({ id: conversationId }),
      bodyLimit: 512 * 1024,
      body: scheduleBody,
      answer: scheduledAnswer,
      status: 201,
      handler: async ({ viewer, params, body }) => await scheduleReply(ctxOf(viewer), params.id, body, viewer.name),
    }),
    route({
      method: "PATCH",
      url: "/scheduled-messages/:id",
      summary: "Another moment for one's own scheduled reply; one that was stopped waits again",
      access: "signed_in",
      rate: "write",
      params,
      body: rescheduleBody,
      answer: scheduledAnswer,
      handler: async ({ viewer, params, body }) => await moveScheduled(ctxOf(viewer), params.id, body.at),
    }),
    route({
      method: "POST",
      url: "/scheduled-messages/:id/sending",
      summary: "Send a scheduled reply now, in its author's name",
      access: "signed_in",
      rate: "write",
      params,
      answer: scheduledAnswer,
      handler: async ({ viewer, params }) => await sendScheduledNow(ctxOf(viewer), params.id),
    }),
    route({
      method: "POST",
      url: "/scheduled-messages/:id/withdrawal",
      summary: "Take one's own scheduled reply, or one that was stopped, into the reply box",
      access: "signed_in",
      rate: "write",
      params,
      answer: scheduledBack,
      handler: async ({ viewer, params }) => await takeScheduledBack(ctxOf(viewer), params.id),
    }),
    route({
      method: "DELETE",
      url: "/scheduled-messages/:id",
      summary: "Cancel a scheduled reply, or throw away one that was stopped",
      access: "signed_in",
      rate: "write",
      params,
      answer: scheduledAnswer,
      handler: async ({ viewer, params }) => await cancelScheduled(ctxOf(viewer), params.id, viewer.name),
    }),
  ];
}
