import type { MediaRef } from "../connector.ts";
import { type Json, listOf, memberOf, numberOf, textOf } from "../read-json.ts";

type Kind = MediaRef["kind"];
type Usual = { readonly kind: Kind; readonly type: string; readonly name: string };

/** Members that carry one file each, and what it is called where Telegram does not say. An animation is a document too. */
const FILES: readonly (readonly [string, Usual])[] = [
  ["animation", { kind: "video", type: "video/mp4", name: "animation.mp4" }],
  ["video", { kind: "video", type: "video/mp4", name: "video.mp4" }],
  ["video_note", { kind: "video", type: "video/mp4", name: "video-message.mp4" }],
  ["voice", { kind: "audio", type: "audio/ogg", name: "voice-message.ogg" }],
  ["audio", { kind: "audio", type: "audio/mpeg", name: "audio.mp3" }],
  ["document", { kind: "file", type: "application/octet-stream", name: "file" }],
];

/** The files of a message; Telegram puts one into each, unless they were for sale. `ref` is the file's id, good for this bot alone. */
export function mediaOf(message: Json, messageId: string): MediaRef[] {
  const sold = listOf(memberOf(message, "paid_media"), "paid_media");
  return [message, ...sold].flatMap((one) => fileOf(one, messageId));
}

function fileOf(message: Json, messageId: string): MediaRef[] {
  const photo = largest(listOf(message, "photo"));
  // A photo that moves is both.
  const moving = memberOf(message, "live_photo");
  if (photo !== undefined || moving !== undefined)
    return [
      ...(photo === undefined
        ? []
        : refOf(photo, { kind: "image", type: "image/jpeg", name: `photo-${messageId}.jpg` })),
      ...(moving === undefined
        ? []
        : refOf(moving, { kind: "video", type: "video/mp4", name: `photo-${messageId}.mp4` })),
    ];
  for (const [member, usual] of FILES) {
    const file = memberOf(message, member);
    if (file !== undefined) return refOf(file, usual);
  }
  const sticker = memberOf(message, "sticker");
  const isStill = sticker !== undefined && sticker.is_animated !== true && sticker.is_video !== true;
  return isStill ? refOf(sticker, { kind: "image", type: "image/webp", name: "sticker.webp" }) : [];
}

function refOf(file: Json, usual: Usual): MediaRef[] {
  const ref = textOf(file, "file_id");
  if (ref === undefined) return [];
  const type = textOf(file, "mime_type") ?? usual.type;
  const size = numberOf(file, "file_size");
  const mark = textOf(file, "file_unique_id")?.slice(0, 200);
  return [
    {
      kind: usual.kind === "file" ? kindOfType(type) : usual.kind,
      ref,
      name: textOf(file, "file_name") ?? usual.name,
      type,
      ...(size === undefined ? {} : { size }),
      ...(mark === undefined ? {} : { mark }),
    },
  ];
}

/** Sizes of one picture, in no order that could be relied on. */
function largest(sizes: readonly Json[]): Json | undefined {
  return sizes.reduce<Json | undefined>((best, size) => (areaOf(size) >= areaOf(best) ? size : best), undefined);
}

function areaOf(size: Json | undefined): number {
  return (numberOf(size, "width") ?? 0) * (numberOf(size, "height") ?? 0);
}

function kindOfType(type: string): Kind {
  const [family] = type.toLowerCase().split("/");
  return family === "image" || family === "video" || family === "audio" ? family : "file";
}
