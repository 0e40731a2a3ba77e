import {
  createLabelBody,
  labelUses,
  patchLabelBody,
  Refusal,
  tagId,
  tagView,
  topicId,
  topicView,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { changeLabel, createLabel, deleteLabel, restoreLabel } from "./change-label.ts";
import { countLabelUses, findLabel, listLabelRows } from "./labels.sql.ts";
import { toLabelView } from "./labels.view.ts";

/** Topics and tags in Settings, for Admins; what agents need of them is in the bootstrap. */
export function labelsRoutes(deps: ViewerDeps): Route[] {
  return [
    ...routesOf(deps, { kind: "topic", url: "/topics", id: topicId, view: topicView }),
    ...routesOf(deps, { kind: "tag", url: "/tags", id: tagId, view: tagView }),
  ];
}

type Subject =
  | { readonly kind: "topic"; readonly url: "/topics"; readonly id: typeof topicId; readonly view: typeof topicView }
  | { readonly kind: "tag"; readonly url: "/tags"; readonly id: typeof tagId; readonly view: typeof tagView };

function routesOf(deps: ViewerDeps, { kind, url, id, view }: Subject): Route[] {
  const params = z.object({ id });
  return [
    route({
      method: "GET",
      url,
      summary: `Every ${kind}, deleted ones among them.`,
      access: "admin",
      rate: "read",
      answer: z.object({ items: z.array(view) }),
      handler: async (request) => ({
        items: (await listLabelRows(viewerCtx(deps, request), kind)).map(toLabelView),
      }),
    }),
    route({
      method: "POST",
      url,
      summary: `Add a ${kind}.`,
      access: "admin",
      rate: "write",
      body: createLabelBody,
      answer: view,
      status: 201,
      handler: async (request) => await createLabel(viewerCtx(deps, request), kind, request.body),
    }),
    route({
      method: "PATCH",
      url: `${url}/:id`,
      summary: `Rename or describe a ${kind}.`,
      access: "admin",
      rate: "write",
      params,
      body: patchLabelBody,
      answer: view,
      handler: async (request) => await changeLabel(viewerCtx(deps, request), kind, request.params.id, request.body),
    }),
    route({
      method: "GET",
      url: `${url}/:id/uses`,
      summary: `Where a ${kind} is used.`,
      access: "admin",
      rate: "read",
      params,
      answer: labelUses,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        if ((await findLabel(ctx, kind, request.params.id)) === undefined) throw new Refusal("not_found");
        return await countLabelUses(ctx, request.params.id);
      },
    }),
    route({
      method: "DELETE",
      url: `${url}/:id`,
      summary: `Delete a ${kind} softly: history keeps it, and it can be restored.`,
      access: "admin",
      rate: "write",
      params,
      handler: async (request) => await deleteLabel(viewerCtx(deps, request), kind, request.params.id),
    }),
    route({
      method: "POST",
      url: `${url}/:id/restoration`,
      summary: `Restore a deleted ${kind}.`,
      access: "admin",
      rate: "write",
      params,
      answer: view,
      handler: async (request) => await restoreLabel(viewerCtx(deps, request), kind, request.params.id),
    }),
  ];
}
