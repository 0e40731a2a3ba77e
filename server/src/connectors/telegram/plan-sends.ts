import { PLATFORMS } from "@guichet/contract";
import type { OutboundFile } from "../connector.ts";
import { splitText } from "../split-text.ts";

/** How a file travels (Bot API, `sendPhoto` and the like): decides how it is shown at the contact. */
export type FileKind = "photo" | "video" | "animation" | "audio" | "voice" | "document";
export type Step =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly file: OutboundFile; readonly kind: FileKind; readonly caption: string }
  | {
      readonly type: "album";
      readonly files: readonly { readonly file: OutboundFile; readonly kind: FileKind }[];
      readonly caption: string;
    };

/** Bot API: a caption has at most so many UTF-16 units, a photo so many bytes, an album so many files. */
const CAPTION_MAX = 1024;
const PHOTO_MAX_BYTES = 10 * 1024 * 1024;
const ALBUM_MAX = 10;

const KIND_OF_TYPE: Readonly<Record<string, FileKind>> = {
  "image/jpeg": "photo",
  "image/png": "photo",
  "image/gif": "animation",
  "video/mp4": "video",
  "audio/mpeg": "audio",
  "audio/mp4": "audio",
  "audio/x-m4a": "audio",
  "audio/ogg": "voice",
};
/** What may stand in one album: photos and videos together, others among their own; the rest alone. */
const FAMILY: Readonly<Record<FileKind, string | undefined>> = {
  photo: "pictures",
  video: "pictures",
  audio: "audio",
  document: "documents",
  animation: undefined,
  voice: undefined,
};

/**
 * One message as the calls that bring it, in order, each of them one message (or album) at the contact. A short text is the
 * caption of what comes first, a longer one goes before the files, in pieces. The same message always gives the same calls:
 * what was sent of it is counted by them.
 */
export function planSends({ text, files }: { text: string; files: readonly OutboundFile[] }): Step[] {
  const { max, unit, pieceMax = max } = PLATFORMS.telegram.text;
  const isCaption = files.length > 0 && text.length <= CAPTION_MAX;
  const pieces = isCaption ? [] : splitText(text, pieceMax, unit);
  const groups = groupFiles(files.map((file) => ({ file, kind: kindOf(file) })));
  return [
    ...pieces.map((piece) => ({ type: "text", text: piece }) as const),
    ...groups.map((group, index) => toStep(group, isCaption && index === 0 ? text : "")),
  ];
}

type Kinded = { readonly file: OutboundFile; readonly kind: FileKind };

function kindOf({ type, size }: OutboundFile): FileKind {
  const kind = KIND_OF_TYPE[type.toLowerCase().split(";")[0]?.trim() ?? ""] ?? "document";
  return kind === "photo" && size > PHOTO_MAX_BYTES ? "document" : kind;
}

/** Neighbours of one family, so that the order stays the agent's. */
function groupFiles(files: readonly Kinded[]): Kinded[][] {
  const groups: Kinded[][] = [];
  for (const file of files) {
    const last = groups.at(-1);
    const family = FAMILY[file.kind];
    const first = last?.[0];
    const fits = family !== undefined && first !== undefined && FAMILY[first.kind] === family;
    if (last !== undefined && fits && last.length < ALBUM_MAX) last.push(file);
    else groups.push([file]);
  }
  return groups;
}

function toStep(group: readonly Kinded[], caption: string): Step {
  const [only] = group;
  return group.length === 1 && only !== undefined
    ? { type: "file", ...only, caption }
    : { type: "album", files: group, caption };
}
