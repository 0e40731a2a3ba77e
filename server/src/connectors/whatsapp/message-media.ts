import type { MediaRef } from "../connector.ts";
import { idOf, type Json, memberOf, numberOf, textOf } from "../read-json.ts";

type Usual = { readonly kind: MediaRef["kind"]; readonly type: string; readonly name: string };

/** Members that carry a file, and what it is called where WhatsApp does not say. */
const FILES: Readonly<Record<string, Usual>> = {
  image: { kind: "image", type: "image/jpeg", name: "photo.jpg" },
  video: { kind: "video", type: "video/mp4", name: "video.mp4" },
  audio: { kind: "audio", type: "audio/mpeg", name: "audio.mp3" },
  voice: { kind: "audio", type: "audio/ogg", name: "voice-message.ogg" },
  document: { kind: "file", type: "application/octet-stream", name: "file" },
  sticker: { kind: "image", type: "image/webp", name: "sticker.webp" },
};
/** Ids of media in deliveries are good for seven days. */
const KEPT_MS = 7 * 24 * 3_600_000;

export function isMediaType(type: string): boolean {
  return Object.hasOwn(FILES, type);
}

/** The file of a message, by its id: the address beside it is short-lived and asked for anew. */
export function mediaOf(message: Json, type: string, sentAt: number): MediaRef[] {
  const file = memberOf(message, type);
  const usual = FILES[type];
  const ref = idOf(file, "id");
  if (usual === undefined || ref === undefined || !/^[\w.:-]{1,200}$/.test(ref)) return [];
  const isVoice = type === "audio" && file?.voice === true;
  const said = textOf(file, "mime_type")?.split(";")[0]?.trim();
  const size = numberOf(file, "file_size");
  const mark = textOf(file, "sha256")?.slice(0, 200);
  return [
    {
      kind: usual.kind,
      ref,
      name: textOf(file, "filename") ?? nameFor(isVoice ? "voice" : type, said),
      type: said ?? usual.type,
      ...(size === undefined ? {} : { size }),
      ...(mark === undefined ? {} : { mark }),
      expiresAt: sentAt + KEPT_MS,
    },
  ];
}

const ENDINGS: Readonly<Record<string, string>> = {
  ...{ "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "video/mp4": "mp4", "video/3gpp": "3gp" },
  ...{ "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/aac": "aac", "audio/amr": "amr" },
};

function nameFor(type: string, mime: string | undefined): string {
  const { name = "file" } = FILES[type] ?? {};
  const ending = mime === undefined ? undefined : ENDINGS[mime];
  return ending === undefined ? name : `${name.replace(/\.\w+$/, "")}.${ending}`;
}
