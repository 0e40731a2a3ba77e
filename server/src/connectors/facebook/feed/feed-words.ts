import type { MediaRef } from "../../connector.ts";
import { isWebAddress, mediaOfUrl } from "../../meta/web-media.ts";
import { arrayOf, type Json, textOf } from "../../read-json.ts";

/** Things whose `link` is a page of the web that belongs to what is said; that of a photo or video is the file itself. */
const LINKING = new Set(["share", "link", "post", "status", "note"]);

/** What a post or comment says: its words, and under them what it links to. */
export function wordsOfFeed(value: Json, item: string): string {
  const said = textOf(value, "message") ?? (item === "comment" ? undefined : textOf(value, "story"));
  const link = textOf(value, "link");
  const isShown = link !== undefined && LINKING.has(item) && isWebAddress(link) && said?.includes(link) !== true;
  return [said, isShown ? `🔗 ${link}` : undefined].filter((part) => part !== undefined).join("\n");
}

/** `photo` and `video` of a comment, `photos` of a post with several, `link` of a post that is one. */
export function mediaOfFeed(value: Json, item: string): MediaRef[] {
  const photos = arrayOf(value, "photos").filter((one): one is string => typeof one === "string");
  const found: [MediaRef["kind"], string | undefined][] = [
    ["image", textOf(value, "photo")],
    ["video", textOf(value, "video")],
    ...photos.slice(0, 20).map((url): [MediaRef["kind"], string] => ["image", url]),
  ];
  if (item === "photo" || item === "video") found.push([item === "photo" ? "image" : "video", textOf(value, "link")]);
  const seen = new Set<string>();
  return found.flatMap(([kind, url]) => {
    if (url === undefined || seen.has(url) || !isWebAddress(url)) return [];
    seen.add(url);
    return [mediaOfUrl(kind, url)];
  });
}
