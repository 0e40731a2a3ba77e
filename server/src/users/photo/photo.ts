import { Refusal, type UserId } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import { type FileStore, type OpenedFile, readImageSize, sniffType } from "../../files/index.ts";
import { type AuditedCtx, appendSettingsChange, inAuditedTransaction } from "../../organizations/index.ts";
import type { Scope } from "../channel-access.ts";
import { getUserRow } from "../get-user.ts";
import { updateUser } from "../users.sql.ts";
import { fullName } from "../users.view.ts";

export const PHOTO_MAX_BYTES = 1024 * 1024;
const MOST_PIXELS_A_SIDE = 4096;
const EXTENSIONS: Record<string, string> = { "image/png": "png", "image/jpeg": "jpeg", "image/webp": "webp" };

/** Keeps a new picture of a user and removes the former one. What it is, is told by its content alone. */
export async function setPhoto(ctx: AuditedCtx, files: FileStore, userId: UserId, content: Buffer): Promise<void> {
  await getUserRow(ctx, userId);
  const extension = await judgePicture(content);
  const stored = await files.put(content, { maxBytes: PHOTO_MAX_BYTES });
  if (!stored.ok) throw new Refusal("too_large");
  await replacePhoto(ctx, files, userId, `${stored.key}.${extension}`);
}

export async function removePhoto(ctx: AuditedCtx, files: FileStore, userId: UserId): Promise<void> {
  await replacePhoto(ctx, files, userId, null);
}

/** The picture of a colleague, to be sent as it is. */
export async function openPhoto(
  scope: Scope,
  files: FileStore,
  userId: UserId,
): Promise<OpenedFile & { readonly mime: string }> {
  const { photo_file: photo } = await getUserRow(scope, userId);
  const [key, extension] = photo?.split(".") ?? [];
  const opened = key === undefined ? undefined : await files.open(key);
  if (opened === undefined) throw new Refusal("not_found");
  return { ...opened, mime: `image/${extension}` };
}

async function judgePicture(content: Buffer): Promise<string> {
  if (content.length > PHOTO_MAX_BYTES) throw new Refusal("too_large");
  const { mime } = await sniffType(content);
  const extension = EXTENSIONS[mime];
  if (extension === undefined) throw new Refusal("type_not_supported");
  const size = readImageSize(content, mime);
  if (size === undefined) throw new Refusal("type_not_supported");
  if (Math.max(size.width, size.height) > MOST_PIXELS_A_SIDE) throw new Refusal("too_large");
  return extension;
}

/** The file is written before the row names it, and removed after the row forgot it: a row never names nothing. */
async function replacePhoto(ctx: AuditedCtx, files: FileStore, userId: UserId, photo: string | null): Promise<void> {
  const former = await inAuditedTransaction(ctx, async (inside) => {
    const before = await getUserRow(inside, userId);
    if (before.photo_file === photo) return null;
    await updateUser(inside.db, inside.organizationId, userId, { photo_file: photo });
    // One's own picture is no setting; that an Admin changed somebody else's is known (W170).
    if (inside.actor.type !== "user" || inside.actor.id !== userId)
      await appendSettingsChange(inside, {
        action: "user.changed",
        subject: fullName(before),
        before: { photo: before.photo_file !== null },
        after: { photo: photo !== null },
      });
    await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "edited" } }]);
    return before.photo_file;
  });
  const [key] = former?.split(".") ?? [];
  if (key !== undefined) await files.remove(key);
}
