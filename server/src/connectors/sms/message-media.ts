import type { MediaRef } from "../connector.ts";
import { type Params, paramOf } from "./read-params.ts";

/** MMS carries ten; a name further up would be another platform's. */
const MOST = 20;

const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/jpg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/heic": "heic",
  "video/mp4": "mp4",
  "video/3gpp": "3gp",
  "video/quicktime": "mov",
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/amr": "amr",
  "application/pdf": "pdf",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/calendar": "ics",
  "text/plain": "txt",
};

/** The files of a message, `MediaUrl0` and on: whatever `NumMedia` says, those that are there. `ref` is the address. */
export function mediaOf(params: Params): MediaRef[] {
  return Array.from({ length: MOST }, (_, index) => index).flatMap((index) => {
    const ref = paramOf(params, `MediaUrl${index}`);
    return ref === undefined ? [] : [toMedia(ref, paramOf(params, `MediaContentType${index}`), index)];
  });
}

function toMedia(ref: string, contentType: string | undefined, index: number): MediaRef {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const [family] = type.split("/");
  const kind = family === "image" || family === "video" || family === "audio" ? family : "file";
  const extension = Object.hasOwn(EXTENSIONS, type) ? `.${EXTENSIONS[type]}` : "";
  return { kind, ref, name: `mms-${index + 1}${extension}`, ...(type === "" ? {} : { type }) };
}
