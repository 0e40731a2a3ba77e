import type { MediaRef } from "../connector.ts";
import { type Json, numberOf, textOf } from "../read-json.ts";

type Usual = { readonly kind: MediaRef["kind"]; readonly type: string; readonly ending: string };
const KINDS: Readonly<Record<string, Usual>> = {
  picture: { kind: "image", type: "image/jpeg", ending: "jpg" },
  video: { kind: "video", type: "video/mp4", ending: "mp4" },
  sticker: { kind: "image", type: "image/png", ending: "png" },
  file: { kind: "file", type: "application/octet-stream", ending: "bin" },
};

/** The file of a message: `media` is an address that is good for a while. A page (`url`) has one too, but is no file. */
export function mediaOf(message: Json, token: string): MediaRef[] {
  const type = textOf(message, "type") ?? "";
  const usual = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const address = textOf(message, "media");
  if (usual === undefined || address === undefined || !/^https?:\/\//i.test(address)) return [];
  const size = numberOf(message, "size") ?? numberOf(message, "file_size");
  return [
    {
      kind: usual.kind,
      ref: address.slice(0, 4000),
      name: textOf(message, "file_name") ?? `${type}-${token}.${usual.ending}`,
      type: usual.type,
      ...(size === undefined || size <= 0 ? {} : { size }),
    },
  ];
}
