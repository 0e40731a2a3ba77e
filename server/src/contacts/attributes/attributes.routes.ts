import {
  attributeId,
  attributeUse,
  attributeView,
  createAttributeBody,
  orderAttributesBody,
  patchAttributeBody,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { changeAttribute, createAttribute, deleteAttribute, orderAttributes } from "./change-attributes.ts";
import { countAttributeUse, getAttribute, listAttributes } from "./list-attributes.ts";

const params = z.object({ id: attributeId });
const list = z.object({ items: z.array(attributeView) });

/** Contact attributes in Settings, for Admins. */
export function attributeRoutes(deps: ViewerDeps): Route[] {
  return [
    route({
      method: "GET",
      url: "/contact-attributes",
      summary: "Every contact attribute, with what uses it.",
      access: "admin",
      rate: "read",
      answer: list,
      handler: async (request) => ({ items: await listAttributes(viewerCtx(deps, request)) }),
    }),
    route({
      method: "POST",
      url: "/contact-attributes",
      summary: "Add a contact attribute.",
      access: "admin",
      rate: "write",
      body: createAttributeBody,
      answer: attributeView,
      status: 201,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        return await getAttribute(ctx, await createAttribute(ctx, request.body));
      },
    }),
    route({
      method: "PUT",
      url: "/contact-attribute-order",
      summary: "Set the order in which attributes are shown.",
      access: "admin",
      rate: "write",
      body: orderAttributesBody,
      answer: list,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await orderAttributes(ctx, request.body.ids);
        return { items: await listAttributes(ctx) };
      },
    }),
    route({
      method: "GET",
      url: "/contact-attributes/:id/use",
      summary: "How many contacts have a value of it.",
      access: "admin",
      rate: "read",
      params,
      answer: attributeUse,
      handler: async (request) => await countAttributeUse(viewerCtx(deps, request), request.params.id),
    }),
    route({
      method: "PATCH",
      url: "/contact-attributes/:id",
      summary: "Change a contact attribute; its kind stays.",
      access: "admin",
      rate: "write",
      params,
      body: patchAttributeBody,
      answer: attributeView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        await changeAttribute(ctx, request.params.id, request.body);
        return await getAttribute(ctx, request.params.id);
      },
    }),
    route({
      method: "DELETE",
      url: "/contact-attributes/:id",
      summary: "Delete a contact attribute with the values of all contacts.",
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await deleteAttribute(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
