import { contactId, contactView } from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { type ContactHistory, viewContact } from "./view-contact.ts";

export function contactsRoutes(ctxOf: RouteCtx, historyOf: ContactHistory): Route[] {
  return [
    route({
      method: "GET",
      url: "/contacts/:id",
      summary: "A contact with identities, attributes and history",
      access: "signed_in",
      rate: "read",
      params: z.object({ id: contactId }),
      answer: contactView,
      handler: async ({ viewer, params }) => await viewContact(ctxOf(viewer), params.id, historyOf),
    }),
  ];
}
