import { userId } from "@guichet/contract";
import { z } from "zod";
import { fileHeaders } from "../../files/index.ts";
import { type Route, route } from "../../http/index.ts";
import { viewerCtx } from "../../organizations/index.ts";
import type { UserDeps } from "../user-deps.ts";
import { openPhoto, PHOTO_MAX_BYTES, removePhoto, setPhoto } from "./photo.ts";

const params = z.object({ id: userId });

/** Pictures: one's own, and for an Admin everybody's (W10). Seen by every colleague. */
export function photoRoutes(deps: UserDeps): Route[] {
  return [
    route({
      method: "PUT",
      url: "/me/photo",
      summary: "Set my picture: PNG, JPEG or WebP, at most 1 MB.",
      access: "signed_in",
      rate: "upload",
      bodyLimit: PHOTO_MAX_BYTES,
      body: "raw",
      handler: async (request) =>
        await setPhoto(viewerCtx(deps, request), deps.files, request.viewer.userId, request.body),
    }),
    route({
      method: "DELETE",
      url: "/me/photo",
      summary: "Remove my picture.",
      access: "signed_in",
      rate: "write",
      handler: async (request) => await removePhoto(viewerCtx(deps, request), deps.files, request.viewer.userId),
    }),
    route({
      method: "PUT",
      url: "/users/:id/photo",
      summary: "Set a user's picture.",
      access: "admin",
      rate: "upload",
      bodyLimit: PHOTO_MAX_BYTES,
      params,
      body: "raw",
      handler: async (request) => await setPhoto(viewerCtx(deps, request), deps.files, request.params.id, request.body),
    }),
    route({
      method: "GET",
      url: "/users/:id/photo",
      summary: "A colleague's picture.",
      access: "signed_in",
      rate: "read",
      params,
      handler: async (request, reply) => {
        const { mime, size, stream } = await openPhoto(viewerCtx(deps, request), deps.files, request.params.id);
        return reply.headers(fileHeaders({ name: "photo", type: { mime, inline: true }, size })).send(stream);
      },
    }),
  ];
}
