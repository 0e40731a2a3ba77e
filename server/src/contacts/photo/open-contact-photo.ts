import { type ContactId, Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import type { FileStore, OpenedFile } from "../../files/index.ts";
import { accessContact } from "../access-contact.ts";
import { findKeptPhoto } from "./kept-photo.sql.ts";

export type OpenedPhoto = OpenedFile & { readonly mime: string };

/** The picture of a contact whom the acting user sees, as it is now. */
export async function openContactPhoto(
  ctx: Ctx,
  files: Pick<FileStore, "open">,
  id: ContactId,
): Promise<{ readonly version: string; open(): Promise<OpenedPhoto> }> {
  const { contact } = await accessContact(ctx, id, "see");
  const kept = contact.photo === null ? undefined : await findKeptPhoto(ctx, id, contact.photo);
  if (kept === undefined) throw new Refusal("not_found");
  return {
    version: contact.photo ?? "",
    async open() {
      const opened = await files.open(kept.file);
      if (opened === undefined) throw new Refusal("not_found");
      return { ...opened, mime: kept.type };
    },
  };
}
