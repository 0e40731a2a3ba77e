import type { MediaRef } from "../connector.ts";

const USUAL: Readonly<Record<MediaRef["kind"], { readonly name: string; readonly type: string }>> = {
  image: { name: "photo.jpg", type: "image/jpeg" },
  video: { name: "video.mp4", type: "video/mp4" },
  audio: { name: "audio.mp4", type: "audio/mp4" },
  file: { name: "file", type: "application/octet-stream" },
};

/** A file that lies at an address of Meta's; signed, and good for some days at most. What it is its bytes say when it comes. */
export function mediaOfUrl(kind: MediaRef["kind"], url: string, name?: string): MediaRef {
  const usual = USUAL[kind];
  return { kind, ref: url, name: name ?? nameInUrl(url) ?? usual.name, type: usual.type };
}

export function isWebAddress(written: string): boolean {
  const url = URL.parse(written);
  return (
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.username === "" &&
    written.length <= 4000
  );
}

/** The last part of the path where it looks like a file's name. */
function nameInUrl(url: string): string | undefined {
  const last = URL.parse(url)?.pathname.split("/").at(-1) ?? "";
  return /^[\w.-]{1,100}\.\w{2,5}$/.test(last) ? last : undefined;
}
