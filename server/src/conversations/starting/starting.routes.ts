import { startConversationAnswer, startConversationBody } from "@guichet/contract";
import { type Route, type RouteCtx, route } from "../../http/index.ts";
import { startConversation } from "./start-conversation.ts";

/** Agents write first, where the platform allows it. */
export function startingRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "POST",
      url: "/conversations",
      summary: "Write to a contact first; goes on in the contact's open conversation when there is one",
      access: "signed_in",
      rate: "start",
      bodyLimit: 512 * 1024,
      body: startConversationBody,
      answer: startConversationAnswer,
      status: 201,
      handler: async ({ viewer, body }) => await startConversation(ctxOf(viewer), body, viewer.name),
    }),
  ];
}
