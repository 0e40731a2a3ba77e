import type { AttachmentView, ErrorBody } from "@guichet/contract";
import { addressOf } from "../../../api/call.ts";
import { Refusal } from "../../../api/refusal.ts";
import { routes } from "../../../api/routes.ts";
import { plainFileName } from "./file-problems.ts";

/** Uploads a file and tells how far it is (0 to 1): `fetch` cannot say that, so this is the old way. */
export function uploadFile(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<AttachmentView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(
      routes.uploadFile.method,
      addressOf(routes.uploadFile, {}, { name: plainFileName(file.name) || "file" }),
    );
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(new Refusal("offline", 0));
    request.onabort = () => reject(new Refusal("offline", 0));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function settle(
  request: XMLHttpRequest,
  resolve: (view: AttachmentView) => void,
  reject: (refusal: Refusal) => void,
): void {
  if (request.status >= 200 && request.status < 300) {
    const view = readJson<AttachmentView>(request.responseText);
    if (view?.id !== undefined) {
      resolve(view);
      return;
    }
  }
  const told = readJson<ErrorBody>(request.responseText)?.error;
  reject(new Refusal(told?.code ?? (request.status === 413 ? "too_large" : "internal"), request.status, told));
}

/** Our own server's answer; a proxy's error page is none. */
function readJson<Answer>(text: string): Answer | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
