import { PLATFORMS, type Platform } from "@guichet/contract";
import { type ClipboardEvent, type DragEvent, useState } from "react";
import { useWords, type Words } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { fileSize } from "../thread/file-size.ts";
import { checkFile, type FileProblem } from "./check-file.ts";
import type { Kind } from "./use-composer.ts";
import type { Uploads } from "./use-uploads.ts";

export type FileDoors = {
  readonly take: (files: readonly File[]) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly dragging: boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
};

/** The three ways a file comes in: button, paste, drop (W90). What the platform refuses is said before it is uploaded. */
export function useFiles(platform: Platform, kind: Kind, uploads: Uploads): FileDoors {
  const words = useWords();
  const toasts = useToasts();
  const [dragging, setDragging] = useState(false);
  const take = (files: readonly File[]): void => {
    const fitting: File[] = [];
    for (const file of files) {
      const problem = checkFile(platform, kind, uploads.list.length + fitting.length, file);
      if (problem === null) fitting.push(file);
      else toasts.show({ message: problemWords(file.name, problem, words), tone: "bad", stays: 8000 });
    }
    if (fitting.length > 0) uploads.add(fitting);
  };
  return {
    take,
    dragging,
    onPaste: (event) => {
      const files = [...event.clipboardData.files];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    },
    onDragOver: (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setDragging(true);
    },
    onDragLeave: (event) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
        setDragging(false);
    },
    onDrop: (event) => {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      setDragging(false);
      take([...event.dataTransfer.files]);
    },
  };
}

function problemWords(name: string, problem: FileProblem, { t, locale }: Words): string {
  switch (problem.type) {
    case "too_large":
      return t("conversations.fileTooLarge", { name, max: fileSize(problem.maxBytes, locale) });
    case "too_many":
      return t("conversations.tooManyFiles", { max: problem.max });
    case "type":
      return t("conversations.fileType", { name, platform: PLATFORMS[problem.platform].name });
    case "none_allowed":
      return t("conversations.noFiles", { platform: PLATFORMS[problem.platform].name });
  }
}
