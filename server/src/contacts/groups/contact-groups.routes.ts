import {
  contactGroupId,
  contactGroupList,
  contactGroupView,
  createContactGroupBody,
  patchContactGroupBody,
  previewGroupAnswer,
  previewGroupBody,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { changeGroup, createGroup, deleteGroup } from "./change-groups.ts";
import { getGroup, listGroups } from "./list-groups.ts";
import { previewGroup } from "./preview-group.ts";

const params = z.object({ id: contactGroupId });

/** Contact groups in Settings, for Admins. */
export function contactGroupRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/contact-groups",
      summary: "Every contact group, and what their rules may ask for.",
      access: "admin",
      rate: "read",
      answer: contactGroupList,
      handler: async (request) => await listGroups(viewerCtx(deps, request)),
    }),
    route({
      method: "POST",
      url: "/contact-groups",
      summary: "Add a contact group.",
      access: "admin",
      rate: "write",
      body: createContactGroupBody,
      answer: contactGroupView,
      status: 201,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        return await getGroup(ctx, await createGroup(ctx, request.body));
      },
    }),
    route({
      method: "POST",
      url: "/contact-groups/preview",
      summary: "Whom a rule fits, before it is saved.",
      access: "admin",
      rate: "read",
      body: previewGroupBody,
      answer: previewGroupAnswer,
      handler: async (request) => await previewGroup(viewerCtx(deps, request), request.body.rule),
    }),
    route({
      method: "PATCH",
      url: "/contact-groups/:id",
      summary: "Change a contact group; a changed rule is applied to all contacts.",
      access: "admin",
      rate: "write",
      params,
      body: patchContactGroupBody,
      answer: contactGroupView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await changeGroup(ctx, request.params.id, request.body);
        return await getGroup(ctx, request.params.id);
      },
    }),
    route({
      method: "DELETE",
      url: "/contact-groups/:id",
      summary: "Delete a contact group.",
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await deleteGroup(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
