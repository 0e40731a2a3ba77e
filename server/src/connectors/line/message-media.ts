import type { MediaRef } from "../connector.ts";
import { type Json, memberOf, numberOf, textOf } from "../read-json.ts";

/** `ref`: the content of a message of LINE's, or an address of somebody else's (a picture that a form brought along). */
export const CONTENT_REF = "content:";
export const EXTERNAL_REF = "external:";

type Usual = { readonly kind: MediaRef["kind"]; readonly type: string; readonly ending: string };
const KINDS: Readonly<Record<string, Usual>> = {
  image: { kind: "image", type: "image/jpeg", ending: "jpg" },
  video: { kind: "video", type: "video/mp4", ending: "mp4" },
  audio: { kind: "audio", type: "audio/x-m4a", ending: "m4a" },
};

/** The files of a message: LINE puts one into each. */
export function mediaOf(message: Json, id: string): MediaRef[] {
  const type = textOf(message, "type") ?? "";
  if (type === "file") return [fileOf(message, id)];
  const usual = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (usual === undefined) return [];
  const provider = memberOf(message, "contentProvider");
  const external = textOf(provider, "type") === "external" ? textOf(provider, "originalContentUrl") : undefined;
  return [
    {
      kind: usual.kind,
      ref: external === undefined ? `${CONTENT_REF}${id}` : `${EXTERNAL_REF}${external.slice(0, 2000)}`,
      name: `${type}-${id}.${usual.ending}`,
      type: usual.type,
    },
  ];
}

function fileOf(message: Json, id: string): MediaRef {
  const size = numberOf(message, "fileSize");
  return {
    kind: "file",
    ref: `${CONTENT_REF}${id}`,
    name: textOf(message, "fileName") ?? `file-${id}`,
    type: "application/octet-stream",
    ...(size === undefined || size < 0 ? {} : { size }),
  };
}
