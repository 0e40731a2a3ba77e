import type { MediaRef } from "../../connector.ts";
import { type Happening, instantOf } from "../../meta/happening.ts";
import { attachmentsIn, fileOf, sharedWords, templateWords, urlOf } from "../../meta/messaging/attachment-parts.ts";
import type { Attached } from "../../meta/messaging/dialect.ts";
import { isWebAddress, mediaOfUrl } from "../../meta/web-media.ts";
import { idOf, type Json, memberOf, textOf } from "../../read-json.ts";

/** A story lives a day; after that its address leads nowhere, and nobody may keep it. */
const STORY_MS = 24 * 3_600_000;

/** Attachments of a message, and the story that it answers (Instagram Platform, webhook examples). */
export function attachedTo(message: Json, happening: Happening): Attached {
  const until = instantOf(happening.value, "timestamp", happening) + STORY_MS;
  const text = textOf(message, "text") ?? "";
  const answered = storyOf(message);
  const reads = shownIn(message).map((attachment) => readAttachment(attachment, text, until));
  return {
    words: reads.flatMap(({ words }) => words),
    media: [
      ...(answered?.url === undefined ? [] : [storyMedia(answered.url, until)]),
      ...reads.flatMap(({ media }) => media),
    ],
  };
}

/** A shared post may come by its older name (`share`) and by its newer one as well: once is enough. */
function shownIn(message: Json): Json[] {
  const attachments = attachmentsIn(message);
  const posts = new Set(attachments.filter((one) => textOf(one, "type") === "ig_post").flatMap(marksOf));
  return attachments.filter((one) => textOf(one, "type") !== "share" || !marksOf(one).some((mark) => posts.has(mark)));
}

/** What tells one post from another: its id, its address, and the file that this leads to, for it is signed anew each time. */
function marksOf(attachment: Json): string[] {
  const payload = memberOf(attachment, "payload");
  const url = urlOf(attachment);
  const file = url === undefined ? undefined : URL.parse(url)?.searchParams.get("asset_id");
  const id = idOf(payload, "ig_post_media_id") ?? idOf(payload, "id");
  return [
    ...(id === undefined ? [] : [`id:${id}`]),
    ...(url === undefined ? [] : [url]),
    ...(file ? [`file:${file}`] : []),
  ];
}

/** What is kept beside a message: that it is about a story, and which. */
export function contextOf(message: Json): Readonly<Record<string, unknown>> {
  const answered = storyOf(message);
  if (answered !== undefined)
    return { about: "story_reply", ...(answered.id === undefined ? {} : { story: answered.id }) };
  const isMention = attachmentsIn(message).some((one) => textOf(one, "type") === "story_mention");
  return isMention ? { about: "story_mention" } : {};
}

function storyOf(message: Json): { readonly id: string | undefined; readonly url: string | undefined } | undefined {
  const story = memberOf(memberOf(message, "reply_to"), "story");
  if (story === undefined) return undefined;
  const url = textOf(story, "url");
  return { id: idOf(story, "id")?.slice(0, 200), url: url !== undefined && isWebAddress(url) ? url : undefined };
}

/** Picture or film, which its bytes say when it comes. */
function storyMedia(url: string, expiresAt: number): MediaRef {
  return { ...mediaOfUrl("image", url, "story"), expiresAt, keepUntil: expiresAt };
}

/** Somebody shares what others have published. */
const SHARED: Readonly<Record<string, MediaRef["kind"]>> = {
  share: "image",
  post: "image",
  ig_post: "image",
  reel: "video",
  ig_reel: "video",
};

function readAttachment(attachment: Json, text: string, until: number): Attached {
  const type = textOf(attachment, "type") ?? "";
  const file = fileOf(attachment);
  if (file !== undefined) return { words: [], media: [file] };
  const kind = Object.hasOwn(SHARED, type) ? SHARED[type] : undefined;
  if (kind !== undefined) return readShared(attachment, kind, text);
  switch (type) {
    case "story_mention":
    case "ig_story":
      return readStory(attachment, until);
    case "like_heart":
      return { words: ["❤️"], media: [] };
    case "template":
      return { words: templateWords(attachment), media: [] };
    // View once, and what no notice shows.
    case "ephemeral":
    case "unsupported_type":
      return { words: ["❔"], media: [] };
    default: {
      const words = sharedWords(attachment, text);
      return { words: [words.length === 0 ? "📎" : `📎 ${words.join("\n")}`], media: [] };
    }
  }
}

function readStory(attachment: Json, until: number): Attached {
  const url = urlOf(attachment) ?? textOf(memberOf(attachment, "payload"), "story_media_url");
  if (url === undefined || !isWebAddress(url)) return { words: ["❔"], media: [] };
  return { words: [], media: [storyMedia(url, until)] };
}

/** A post or a reel: its address is that of the picture or film itself, or of the page where it is seen. */
function readShared(attachment: Json, kind: MediaRef["kind"], text: string): Attached {
  const url = urlOf(attachment);
  if (url === undefined || isPage(url))
    return { words: [`🔗 ${sharedWords(attachment, text).join("\n")}`.trim()], media: [] };
  const title = sharedWords(attachment, text).filter((part) => part !== url);
  return { words: title.length === 0 ? [] : [`🔗 ${title.join("\n")}`], media: [mediaOfUrl(kind, url)] };
}

function isPage(url: string): boolean {
  return /^(www\.|m\.)?(instagram|facebook)\.com$/.test(URL.parse(url)?.hostname ?? "");
}
