import { type AttachmentView, attachmentView, errorBody } from "@guichet/contract";
import { addressOf } from "../../../api/call.ts";
import { Refusal } from "../../../api/refusal.ts";
import { routes } from "../../../api/routes.ts";

/** Uploads a file and tells how far it is (0 to 1): `fetch` cannot say that, so this is the old way. */
export function uploadFile(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<AttachmentView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(routes.uploadFile.method, addressOf(routes.uploadFile, {}, { name: file.name || "file" }));
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
  const answer = readJson(request.responseText);
  const view = request.status < 300 ? attachmentView.safeParse(answer).data : undefined;
  if (view !== undefined) {
    resolve(view);
    return;
  }
  const told = errorBody.safeParse(answer).data?.error;
  reject(new Refusal(told?.code ?? (request.status === 413 ? "too_large" : "internal"), request.status, told));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
