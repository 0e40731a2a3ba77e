import {
  type AttachmentLimits,
  attachmentLimitsOf,
  COMMENT_ATTACHMENTS,
  type FileFacts,
  type FileProblem,
  fileProblems,
  type Platform,
  type Visibility,
} from "@guichet/contract";
import type { Words } from "../../../locales/use-words.ts";
import type { Kind } from "./use-composer.ts";
import type { Upload } from "./use-uploads.ts";

/** What a message of this kind may carry here. */
export function attachmentLimits(platform: Platform, kind: Kind, visibility: Visibility = "private"): AttachmentLimits {
  return kind === "comment" ? COMMENT_ATTACHMENTS : attachmentLimitsOf(platform, visibility);
}

/** As the server will judge it: by what it found in the file, once it has it. */
export function factsOfUpload({ view, type, size }: Pick<Upload, "view" | "type" | "size">): FileFacts {
  return { type: view?.type ?? type, size: view?.size ?? size ?? 1 };
}

/** Key of an upload → why it cannot go with the message. */
export function uploadProblems(limits: AttachmentLimits, list: readonly Upload[]): ReadonlyMap<string, FileProblem> {
  const problems = fileProblems(limits, list.map(factsOfUpload));
  return new Map(list.flatMap((one, at) => (problems[at] == null ? [] : [[one.key, problems[at]] as const])));
}

/** What is wrong, with the limit. `where`: the platform, or the words for internal comments. */
export function fileProblemWords(problem: FileProblem, where: string, words: Words): string {
  const { t, locale } = words;
  switch (problem.type) {
    case "none_allowed":
      return t("replyBox.noFiles", { where });
    case "empty":
      return t("replyBox.emptyFile");
    case "type":
      return t("replyBox.fileType", { where, types: typeWords(problem.types, words) });
    case "too_large":
      return t("replyBox.fileTooLarge", { where, max: limitWords(problem.maxBytes, locale) });
    case "too_many":
      return t("replyBox.tooManyFiles", { where, max: problem.max });
    case "alone":
      return t("replyBox.fileAlone", { where });
    case "too_large_together":
      return t("replyBox.tooLargeTogether", { where, max: limitWords(problem.maxBytes, locale) });
  }
}

/** Platforms count megabytes in powers of two and write them as plain ones. */
function limitWords(bytes: number, locale: string): string {
  const [unit, size] = bytes < 1024 ** 2 ? (["kilobyte", 1024] as const) : (["megabyte", 1024 ** 2] as const);
  const format = new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 });
  return format.format(bytes / size);
}

const FAMILIES = ["image", "audio", "video"] as const;

/** `pictures, PDF`: whole families by their name, single types by what stands behind the slash. */
function typeWords(types: readonly string[], { t, locale }: Words): string {
  const named = types.map((type) => {
    const family = FAMILIES.find((one) => type === `${one}/*`);
    return family === undefined ? (type.split("/")[1] ?? type).toUpperCase() : t(`replyBox.types_${family}`);
  });
  return new Intl.ListFormat(locale, { type: "unit" }).format(named);
}

/**
 * A file's name as it may be shown and sent: signs that turn the direction or hide themselves would make it look like
 * another; of one that is too long, the end with its type is kept.
 */
export function plainFileName(name: string): string {
  const seen = name.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "").trim();
  return (seen.length <= 200 ? seen : `…${seen.slice(-199)}`).toWellFormed();
}
