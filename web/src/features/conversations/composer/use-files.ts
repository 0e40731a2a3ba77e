import {
  type AttachmentView,
  type FileFacts,
  fileProblem,
  PLATFORMS,
  type Platform,
  type Visibility,
} from "@guichet/contract";
import { type ClipboardEvent, type DragEvent, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { useToasts } from "../../../ui/toasts.tsx";
import { attachmentLimits, factsOfUpload, fileProblemWords, plainFileName } from "./file-problems.ts";
import type { Kind } from "./use-composer.ts";
import type { Uploads } from "./use-uploads.ts";

export type FileDoors = {
  readonly take: (files: readonly File[]) => void;
  /** Files of a response, which the server has already: judged like any others. */
  readonly takeStored: (views: readonly AttachmentView[]) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly dragging: boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
};

/** The three ways a file comes in: button, paste, drop (W90). What the platform refuses is said before it is uploaded (W91). */
export function useFiles(
  platform: Platform,
  kind: Kind,
  uploads: Uploads,
  visibility: Visibility = "private",
): FileDoors {
  const words = useWords();
  const toasts = useToasts();
  const [dragging, setDragging] = useState(false);
  const limits = attachmentLimits(platform, kind, visibility);
  const where = kind === "comment" ? words.t("replyBox.comments") : PLATFORMS[platform].name;
  const refuse = (name: string, why: string): void => {
    const message = words.t("replyBox.notTaken", { name: plainFileName(name), why });
    toasts.show({ message, tone: "bad", stays: 8000 });
  };
  const fittingOf = <Given extends FileFacts & { readonly name: string }>(files: readonly Given[]): Given[] => {
    const already = uploads.list.map(factsOfUpload);
    const fitting: Given[] = [];
    for (const file of files) {
      const problem = fileProblem(limits, [...already, ...fitting], file);
      if (problem === null) fitting.push(file);
      else refuse(file.name, fileProblemWords(problem, where, words));
    }
    return fitting;
  };
  const take = (files: readonly File[]): void => {
    const fitting = fittingOf(files);
    if (fitting.length > 0) uploads.add(fitting);
  };
  return {
    take,
    takeStored: (views) => {
      const fitting = fittingOf(views.map((view) => ({ ...view, size: view.size ?? 0 })));
      if (fitting.length > 0) uploads.attach(fitting);
    },
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
      const { files, folders } = droppedFiles(event.dataTransfer);
      for (const name of folders) refuse(name, words.t("replyBox.folder"));
      take(files);
    },
  };
}

/** What was dropped; a folder looks like a file until somebody reads it. */
function droppedFiles(data: DataTransfer): { readonly files: File[]; readonly folders: string[] } {
  const folders = [...data.items].flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory === true ? [entry.name] : [];
  });
  return { files: [...data.files].filter((file) => !folders.includes(file.name)), folders };
}
