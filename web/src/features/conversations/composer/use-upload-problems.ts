import { PLATFORMS, type Platform, type Visibility } from "@guichet/contract";
import { useMemo } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { attachmentLimits, fileProblemWords, uploadProblems } from "./file-problems.ts";
import type { Kind } from "./use-composer.ts";
import type { Upload } from "./use-uploads.ts";

/** Key of an upload → why it cannot go with what is being written, in words. */
export function useUploadProblems(
  platform: Platform,
  kind: Kind,
  list: readonly Upload[],
  visibility: Visibility = "private",
): ReadonlyMap<string, string> {
  const words = useWords();
  return useMemo(() => {
    const where = kind === "comment" ? words.t("replyBox.comments") : PLATFORMS[platform].name;
    const problems = uploadProblems(attachmentLimits(platform, kind, visibility), list);
    return new Map([...problems].map(([key, problem]) => [key, fileProblemWords(problem, where, words)]));
  }, [platform, kind, list, words, visibility]);
}
