import { type AttachmentId, type AttachmentView, PLATFORMS, Refusal } from "@guichet/contract";
import type { Db } from "../../../db/index.ts";
import { type FileStore, isExecutableName, normalizeFileName, type StoredFile } from "../../../files/index.ts";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import type { Visitor } from "../visitor/visitor.ts";
import { insertUploadWhen, readUsage, type Usage } from "./uploads.sql.ts";

type Deps = { readonly db: Db; readonly files: FileStore; readonly now: () => Date };

const { maxBytes } = PLATFORMS.messenger.attachments;
/** One visitor, in 24 hours. */
const quota = { files: 50, bytes: 200 * 1024 * 1024, hours: 24 };

/**
 * Stores what a visitor attaches, before the message that will carry it. The name is made harmless first and judged
 * afterwards, the type told by content (S16). Refuses programs, empty and too large files, and more than a day's quota.
 */
export async function uploadFile(
  deps: Deps,
  visitor: Visitor,
  upload: { readonly name: string; readonly content: Uint8Array },
): Promise<AttachmentView> {
  const name = normalizeFileName(upload.name);
  if (isExecutableName(name) || upload.content.byteLength === 0) throw new Refusal("attachment_not_accepted");
  if (upload.content.byteLength > maxBytes) throw new Refusal("too_large", { details: { maxBytes } });
  const rule = quotaFor(upload.content.byteLength, deps.now());
  // Before anything is written to the disk; decided once more, alone, when the row is.
  if (!rule.fits(await readUsage(deps.db, visitor, rule.since))) throw refuseQuota();
  const stored = await deps.files.put(upload.content, { maxBytes });
  if (!stored.ok) throw new Refusal("too_large", { details: { maxBytes } });
  try {
    return await keep(deps, visitor, name, stored, rule);
  } catch (error) {
    await deps.files.remove(stored.key);
    throw error;
  }
}

type Rule = ReturnType<typeof quotaFor>;

function quotaFor(size: number, now: Date) {
  return {
    since: new Date(now.getTime() - quota.hours * 3_600_000),
    fits: (used: Usage) => used.files < quota.files && used.bytes + size <= quota.bytes,
  };
}

async function keep(deps: Deps, visitor: Visitor, name: string, stored: StoredFile, rule: Rule) {
  const { mime, inline } = stored.type;
  const row = {
    id: uuidV7() as AttachmentId,
    ...{ kind: kindOf(mime), name, type: mime, inline, file: stored.key, size: stored.size },
    created_at: deps.now(),
  };
  if (!(await insertUploadWhen(deps.db, visitor, row, rule))) throw refuseQuota();
  const view: AttachmentView = {
    id: row.id,
    ...{ name, type: mime, size: stored.size, state: "stored", inline, contentId: null },
  };
  return view;
}

function refuseQuota(): Refusal {
  return new Refusal("too_many_requests", { details: { filesPerDay: quota.files }, retryAfterSeconds: 3600 });
}

function kindOf(type: string): "image" | "video" | "audio" | "file" {
  const [kind] = type.split("/");
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "file";
}
