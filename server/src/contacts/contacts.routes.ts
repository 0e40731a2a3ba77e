import {
  attributeId,
  contactChange,
  contactId,
  contactView,
  listContactsAnswer,
  listContactsQuery,
  patchContactBody,
  putAttributeValueBody,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import { setAttributeValue } from "./attributes/set-value.ts";
import { changeContact } from "./change-contact.ts";
import { listContacts } from "./list/list-contacts.ts";
import { type ContactHistory, listChanges, viewContact } from "./view-contact.ts";

const params = z.object({ id: contactId });

/** Contacts, for whoever sees a channel on which they are known. */
export function contactsRoutes(deps: ViewerDeps, historyOf: ContactHistory): Route[] {
  return [
    route({
      method: "GET",
      url: "/contacts",
      summary: "Contacts on the channels one sees: by name, VIPs, members of a group, or found by words.",
      access: "signed_in",
      rate: "read",
      query: listContactsQuery,
      answer: listContactsAnswer,
      handler: async (request) => await listContacts(viewerCtx(deps, request), request.query),
    }),
    route({
      method: "GET",
      url: "/contacts/:id",
      summary: "A contact with identities, attributes, groups and history",
      access: "signed_in",
      rate: "read",
      params,
      answer: contactView,
      handler: async (request) => await viewContact(viewerCtx(deps, request), request.params.id, historyOf),
    }),
    route({
      method: "PATCH",
      url: "/contacts/:id",
      summary: "Name a contact, or mark it as VIP.",
      access: "signed_in",
      rate: "write",
      params,
      body: patchContactBody,
      answer: contactView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await changeContact(ctx, request.params.id, request.body);
        return await viewContact(ctx, request.params.id, historyOf);
      },
    }),
    route({
      method: "PUT",
      url: "/contacts/:id/attributes/:attributeId",
      summary: "Set or take away a value; of two who change it at once, the second is told.",
      access: "signed_in",
      rate: "write",
      params: z.object({ id: contactId, attributeId }),
      body: putAttributeValueBody,
      answer: contactView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await setAttributeValue(ctx, request.params.id, request.params.attributeId, request.body);
        return await viewContact(ctx, request.params.id, historyOf);
      },
    }),
    route({
      method: "GET",
      url: "/contacts/:id/changes",
      summary: "Who changed what of a contact, newest first.",
      access: "signed_in",
      rate: "read",
      params,
      query: z.object({ attribute: attributeId.optional() }),
      answer: z.object({ items: z.array(contactChange) }),
      handler: async (request) => ({
        items: await listChanges(viewerCtx(deps, request), request.params.id, request.query.attribute),
      }),
    }),
  ];
}
