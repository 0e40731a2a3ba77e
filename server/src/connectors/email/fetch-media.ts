import { Readable } from "node:stream";
import type { Media, MediaRef, RawDelivery } from "../connector.ts";
import { partBytes } from "./mime/part-content.ts";
import { readStructure } from "./mime/structure.ts";
import { originalMail } from "./reading/files.ts";

/** Takes a file out of the mail it came in, piece by piece: `part:<number>`, or the whole mail. */
export function fetchMedia(media: MediaRef, delivery: RawDelivery): Media {
  if (media.ref === originalMail.ref) {
    return { ok: true, stream: Readable.from([delivery.body]), name: media.name, type: media.type };
  }
  const mail = readStructure(delivery.body);
  const part = mail.parts[Number(/^part:(\d{1,6})$/.exec(media.ref)?.[1] ?? -1)];
  if (part === undefined || part.children.length > 0) {
    return {
      ok: false,
      error: { kind: "invalid_content", code: "no_such_part", message: "The mail holds no such file." },
    };
  }
  return { ok: true, stream: Readable.from(partBytes(mail.bytes, part)), name: media.name, type: media.type };
}
