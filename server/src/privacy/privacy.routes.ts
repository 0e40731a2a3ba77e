import { contactDeletions, contactId, deleteContactBody, deletionPreview, listMutedQuery } from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../organizations/index.ts";
import { listDeletions, previewDeletion, requestDeletion } from "./request-deletion.ts";

/** Deleting a contact for good, and the log of it (W125 to W127). */
export function privacyRoutes(deps: ViewerDeps): Route[] {
  const params = z.object({ id: contactId });
  return [
    route({
      method: "GET",
      url: "/contacts/:id/deletion",
      summary: "What deleting a contact takes away, and who is the same person elsewhere and stays.",
      access: "admin",
      rate: "read",
      params,
      answer: deletionPreview,
      handler: async (request) => await previewDeletion(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "POST",
      url: "/contacts/:id/deletion",
      summary: "Delete a contact for good, with everything it owns.",
      access: "admin",
      rate: "write",
      params,
      body: deleteContactBody,
      handler: async (request) => await requestDeletion(viewerCtx(deps, request), request.params.id, request.body.hint),
    }),
    route({
      method: "GET",
      url: "/contact-deletions",
      summary: "The log of deleted contacts, newest first.",
      access: "admin",
      rate: "read",
      query: listMutedQuery,
      answer: contactDeletions,
      handler: async (request) => await listDeletions(viewerCtx(deps, request), request.query),
    }),
  ];
}
