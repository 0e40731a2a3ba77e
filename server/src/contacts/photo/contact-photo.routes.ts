import { contactId } from "@guichet/contract";
import { z } from "zod";
import { type FileStore, fileHeaders } from "../../files/index.ts";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { openContactPhoto } from "./open-contact-photo.ts";

/**
 * Contacts' pictures, for whoever sees the contact. The browser may keep one for ten minutes, for the session it was given to
 * (`Vary`), then asks whether it still may and whether it is still the same.
 */
export function contactPhotoRoutes(deps: ViewerDeps & { readonly files: FileStore }): Route[] {
  return [
    route({
      method: "GET",
      url: "/contacts/:id/photo",
      summary: "A contact's picture, as their network gave it.",
      access: "signed_in",
      rate: "read",
      params: z.object({ id: contactId }),
      handler: async (request, reply) => {
        const photo = await openContactPhoto(viewerCtx(deps, request), deps.files, request.params.id);
        const caching = {
          "cache-control": "private, max-age=600, must-revalidate",
          vary: "cookie",
          etag: `"${photo.version}"`,
        };
        if (request.raw.headers["if-none-match"] === caching.etag) return reply.headers(caching).status(304).send();
        const { mime, size, stream } = await photo.open();
        const headers = fileHeaders({ name: "photo", type: { mime, inline: true }, size });
        return reply.headers({ ...headers, ...caching }).send(stream);
      },
    }),
  ];
}
