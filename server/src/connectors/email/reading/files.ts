import { cleanText } from "../../../lib/clean-text.ts";
import type { MediaRef } from "../../connector.ts";
import type { MailPart } from "../mime/structure.ts";

/** More files than this are left inside the original, which is attached whole. */
const maxFiles = 100;

/** What names a file where its mailer did not. */
const endings: Readonly<Record<string, string>> = {
  "application/ms-tnef": "winmail.dat",
  "application/vnd.ms-tnef": "winmail.dat",
  "application/pkcs7-mime": "smime.p7m",
  "application/x-pkcs7-mime": "smime.p7m",
  "application/pkcs7-signature": "smime.p7s",
  "application/pgp-encrypted": "encrypted.asc",
  "application/pgp-signature": "signature.asc",
  "text/calendar": "invitation.ics",
  "message/rfc822": "message.eml",
  "image/jpeg": "image.jpg",
  "image/png": "image.png",
  "image/gif": "image.gif",
  "application/pdf": "document.pdf",
  "text/plain": "text.txt",
  "text/html": "page.html",
};

/** The files of a mail, each by the number of its part: the bytes stay in the delivery until they are fetched. */
export function toMediaRefs(files: readonly MailPart[], isCut: boolean): MediaRef[] {
  const refs = files.slice(0, maxFiles).map(toMediaRef);
  return isCut || files.length > maxFiles ? [...refs, originalMail] : refs;
}

/** The whole mail as a file, for what could not be shown. */
export const originalMail: MediaRef = { kind: "file", ref: "mail", name: "original.eml", type: "message/rfc822" };

function toMediaRef(part: MailPart): MediaRef {
  const contentId = part.contentId === undefined ? {} : { contentId: cleanText(part.contentId.slice(0, 300)) };
  return {
    kind: kindOf(part.type),
    ref: `part:${part.index}`,
    name: nameOf(part),
    type: part.type.slice(0, 200),
    ...contentId,
  };
}

function kindOf(type: string): MediaRef["kind"] {
  const [kind] = type.split("/");
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "file";
}

/** The name as its sender wrote it, without what could lead anywhere or hide its ending. */
function nameOf(part: MailPart): string {
  const written = (part.fileName ?? "")
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/[\p{Cc}\p{Cf}]+/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  const name = cleanText(written ?? "");
  if (name !== "" && !/^\.+$/.test(name))
    return name.length > 200 ? `${name.slice(0, 150)}…${name.slice(-40)}`.toWellFormed() : name;
  return endings[part.type] ?? `file-${part.index}`;
}
