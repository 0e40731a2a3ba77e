import type { MediaRef } from "../../connector.ts";
import { type Json, textOf } from "../../read-json.ts";

type Usual = { readonly kind: MediaRef["kind"]; readonly type: string; readonly ending: string };
const KINDS: Readonly<Record<string, Usual>> = {
  image: { kind: "image", type: "image/jpeg", ending: "jpg" },
  voice: { kind: "audio", type: "audio/amr", ending: "amr" },
  video: { kind: "video", type: "video/mp4", ending: "mp4" },
  shortvideo: { kind: "video", type: "video/mp4", ending: "mp4" },
};
/** Temporary media are there for so long. */
const KEPT_MS = 3 * 86_400_000;

/** The file of a message: `MediaId` is asked for apart. */
export function mediaOf(type: string, fields: Json, messageId: string): MediaRef[] {
  const usual = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const id = textOf(fields, "MediaId")?.trim() ?? "";
  if (usual === undefined || id === "" || id.length > 500) return [];
  const createdAt = Number(textOf(fields, "CreateTime"));
  const expiresAt = Number.isSafeInteger(createdAt) && createdAt > 0 ? createdAt * 1000 + KEPT_MS : undefined;
  return [
    {
      ...{ kind: usual.kind, ref: id, name: `${type}-${messageId}.${usual.ending}`, type: usual.type },
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
  ];
}
