import type { AttachmentView } from "@guichet/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { codeOf, type RefusalCode } from "../../../api/refusal.ts";
import { plainFileName } from "./file-problems.ts";
import { uploadFile } from "./upload-file.ts";

/** A file in the reply box. */
export type Upload = {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly size: number | null;
  /** 0 to 1. */
  readonly progress: number;
  readonly view: AttachmentView | null;
  readonly failed: RefusalCode | null;
  /** A picture's address in this browser, while the server does not have it. */
  readonly preview: string | null;
};
export type Uploads = {
  readonly list: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly remove: (key: string) => void;
  readonly retry: (key: string) => void;
  /** Files that the server has already. */
  readonly attach: (views: readonly AttachmentView[]) => void;
  readonly replace: (views: readonly AttachmentView[]) => void;
};

/** The files of a message that is being written; each uploads as soon as it is there. */
export function useUploads(initial: readonly AttachmentView[]): Uploads {
  const [list, setList] = useState<readonly Upload[]>(() => initial.map(toUpload));
  const files = useRef(new Map<string, { file: File; stop: AbortController }>());
  const change = useCallback((key: string, part: Partial<Upload>) => {
    setList((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }, []);
  const begin = useCallback(
    (key: string, file: File) => {
      const stop = new AbortController();
      files.current.set(key, { file, stop });
      uploadFile(file, (progress) => change(key, { progress }), stop.signal).then(
        (view) => change(key, { view, progress: 1 }),
        (error: unknown) => change(key, { failed: codeOf(error) }),
      );
    },
    [change],
  );
  const add = useCallback(
    (added: readonly File[]) => {
      const uploads = added.map((file): [Upload, File] => [fromFile(file), file]);
      setList((before) => [...before, ...uploads.map(([upload]) => upload)]);
      for (const [upload, file] of uploads) begin(upload.key, file);
    },
    [begin],
  );
  const remove = useCallback((key: string) => {
    files.current.get(key)?.stop.abort();
    files.current.delete(key);
    setList((before) => before.filter((one) => one.key !== key));
  }, []);
  const retry = useCallback(
    (key: string) => {
      const kept = files.current.get(key);
      if (kept === undefined) return;
      change(key, { failed: null, progress: 0 });
      begin(key, kept.file);
    },
    [begin, change],
  );
  // What still uploads is left behind: it belongs to a message that is gone.
  const replace = useCallback((views: readonly AttachmentView[]) => {
    setList(views.map(toUpload));
  }, []);
  const attach = useCallback((views: readonly AttachmentView[]) => {
    setList((before) => [...before, ...views.map(toUpload)]);
  }, []);
  useFreePreviews(list);
  return { list, add, remove, retry, attach, replace };
}

function fromFile(file: File): Upload {
  const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
  const name = plainFileName(file.name) || "file";
  return {
    key: crypto.randomUUID(),
    name,
    type: file.type,
    size: file.size,
    progress: 0,
    view: null,
    failed: null,
    preview,
  };
}

function toUpload(view: AttachmentView): Upload {
  return {
    key: view.id,
    name: view.name,
    type: view.type,
    size: view.size,
    progress: 1,
    view,
    failed: null,
    preview: null,
  };
}

/** Gives the memory of pictures back that are no longer shown. */
function useFreePreviews(list: readonly Upload[]): void {
  const held = useRef(new Set<string>());
  useEffect(() => {
    const shown = new Set(list.flatMap((one) => one.preview ?? []));
    for (const preview of held.current) if (!shown.has(preview)) URL.revokeObjectURL(preview);
    held.current = shown;
  }, [list]);
}
