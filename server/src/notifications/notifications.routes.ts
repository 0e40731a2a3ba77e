import {
  listNotificationsQuery,
  notificationChoices,
  notificationChoicesAnswer,
  notificationId,
  notificationList,
  readNotificationsBody,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { readChoices, writeChoices } from "./choices/notification-choices.sql.ts";
import { listNotifications, markNotificationsRead } from "./read-notifications.ts";

export type NotificationRouteDeps = {
  readonly ctxOf: RouteCtx;
  /** Can this installation send mails? */
  readonly mail: boolean;
};

/** One's own notifications and how one wants to hear of them; nobody has anything to do with those of others. */
export function notificationRoutes(deps: NotificationRouteDeps): Route[] {
  return [...listRoutes(deps.ctxOf), ...choiceRoutes(deps)];
}

function listRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "GET",
      url: "/notifications",
      summary: "My notifications, newest first, of what I may see now",
      access: "signed_in",
      rate: "read",
      query: listNotificationsQuery,
      answer: notificationList,
      handler: async ({ viewer, query }) => await listNotifications(ctxOf(viewer), viewer.userId, query),
    }),
    route({
      method: "PUT",
      url: "/notifications/read",
      summary: "Mark my notifications as read: all up to one, or all about a conversation",
      access: "signed_in",
      rate: "write",
      body: readNotificationsBody,
      handler: async ({ viewer, body }) => await markNotificationsRead(ctxOf(viewer), viewer.userId, body),
    }),
    route({
      method: "PUT",
      url: "/notifications/:id/read",
      summary: "Mark one of my notifications as read",
      access: "signed_in",
      rate: "write",
      params: z.object({ id: notificationId }),
      handler: async ({ viewer, params }) =>
        await markNotificationsRead(ctxOf(viewer), viewer.userId, { id: params.id }),
    }),
  ];
}

function choiceRoutes({ ctxOf, mail }: NotificationRouteDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/notification-choices",
      summary: "How I want to hear of my notifications",
      access: "signed_in",
      rate: "read",
      answer: notificationChoicesAnswer,
      handler: async ({ viewer }) => ({ choices: await readChoices(ctxOf(viewer), viewer.userId), mail }),
    }),
    route({
      method: "PUT",
      url: "/notification-choices",
      summary: "Choose how I want to hear of my notifications",
      access: "signed_in",
      rate: "write",
      body: notificationChoices,
      answer: notificationChoicesAnswer,
      handler: async ({ viewer, body }) => {
        const ctx = ctxOf(viewer);
        await writeChoices(ctx, viewer.userId, body);
        return { choices: await readChoices(ctx, viewer.userId), mail };
      },
    }),
  ];
}
