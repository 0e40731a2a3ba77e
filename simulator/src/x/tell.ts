import { drawFace, showsFace } from "../face.ts";
import { type Direct, type Person, type Post, versionsOf } from "./wire.ts";
import type { Account, XWorld } from "./x-world.ts";

/** What Account Activity says of what happened, in the older form of everything. */
export function tellPost(world: XWorld, post: Post): void {
  for (const account of world.accounts) {
    const { person } = account;
    const concerns =
      post.by === person || post.answers?.by === person || post.quotes?.by === person || post.named.includes(person);
    if (concerns) world.tell(account, { user_has_blocked: false, tweet_create_events: [toTweet(world, post)] });
  }
}

export function tellDeleted(world: XWorld, account: Account, post: Post): void {
  const status = { id: post.id, user_id: post.by.id };
  world.tell(account, { tweet_delete_events: [{ status, timestamp_ms: String(world.now()) }] });
}

export function tellLiked(world: XWorld, post: Post, by: Person): void {
  for (const account of world.accounts)
    if (post.by === account.person)
      world.tell(account, {
        favorite_events: [
          {
            ...{ id: world.letters(32).toLowerCase(), created_at: dateOf(world.now()), timestamp_ms: world.now() },
            ...{ favorited_status: toTweet(world, post), user: toUser(world, by) },
          },
        ],
      });
}

export function tellFollow(world: XWorld, by: Person, isOn: boolean): void {
  for (const account of world.accounts)
    world.tell(account, {
      follow_events: [
        {
          ...{ type: isOn ? "follow" : "unfollow", created_timestamp: String(world.now()) },
          ...{ target: toUser(world, account.person), source: toUser(world, by) },
        },
      ],
    });
}

export function tellDirect(world: XWorld, direct: Direct): void {
  const { id, at, from, to } = direct;
  for (const account of world.accounts) {
    if (account.person !== from && account.person !== to) continue;
    const users = Object.fromEntries([from, to].map((one) => [one.id, toDirectUser(world, one)]));
    const made = { target: { recipient_id: to.id }, sender_id: from.id, message_data: toData(world, direct) };
    const event = { type: "message_create", id, created_timestamp: String(at), message_create: made };
    world.tell(account, { direct_message_events: [event], users });
  }
}

export function tellPresence(
  world: XWorld,
  account: Account,
  by: Person,
  kind: "typing" | "read",
  last?: string,
): void {
  const event = {
    ...{ created_timestamp: String(world.now()), sender_id: by.id, target: { recipient_id: account.person.id } },
    ...(last === undefined ? {} : { last_read_event_id: last }),
  };
  const key = kind === "typing" ? "direct_message_indicate_typing_events" : "direct_message_mark_read_events";
  world.tell(account, { [key]: [event], users: { [by.id]: toDirectUser(world, by) } });
}

export function tellRevoked(world: XWorld, account: Account): void {
  const revoke = {
    date_time: new Date(world.now()).toISOString(),
    target: { app_id: "1" },
    source: { user_id: account.person.id },
  };
  world.tell(account, { for_user_id: undefined, user_event: { revoke } });
}

/** Three signs are escaped, every address is short, that of a file stands behind the words. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

type ShortUrl = { readonly url: string; readonly expanded_url: string; readonly display_url: string };

const ADDRESS = /https?:\/\/[^\s]+|(?<![\w@.])[\w-]+\.com(?:\/[^\s]*)?/g;

export function shortened(text: string): {
  readonly text: string;
  readonly urls: ShortUrl[];
} {
  const urls: ShortUrl[] = [];
  const words = escaped(text).replace(ADDRESS, (address) => {
    const url = `https://t.co/a${urls.length}${Buffer.from(address).toString("base64url").slice(-8)}`;
    const plain = address.replaceAll("&amp;", "&");
    const whole = plain.startsWith("http") ? plain : `http://${plain}`;
    urls.push({ url, expanded_url: whole, display_url: whole.replace(/^https?:\/\//, "") });
    return url;
  });
  return { text: words, urls };
}

function toTweet(world: XWorld, post: Post): object {
  const { text, urls } = shortened(post.text);
  // X puts the names of everybody who is addressed before the words of an answer.
  const names = leadingNames(post);
  const media = post.files.map((file) => toMedia(world, file));
  const [first] = media;
  const whole = `${names}${text}${first === undefined ? "" : ` ${first.url}`}`;
  const range = [[...names].length, [...`${names}${text}`].length];
  const entities = {
    ...{ hashtags: [], symbols: [], urls, ...(media.length === 0 ? {} : { media }) },
    user_mentions: post.named.map(({ id, name, handle }) => ({
      screen_name: handle,
      name,
      id: Number(id),
      id_str: id,
    })),
  };
  const isLong = [...whole].length > 140;
  const content = {
    display_text_range: range,
    entities,
    ...(media.length === 0 ? {} : { extended_entities: { media } }),
  };
  return {
    ...{ created_at: dateOf(post.at), id: Number(post.id), id_str: post.id, truncated: isLong },
    ...(isLong
      ? { text: `${[...whole].slice(0, 130).join("")}…`, extended_tweet: { full_text: whole, ...content } }
      : { text: whole, ...content }),
    source: '<a href="https://example.com" rel="nofollow">Care</a>',
    in_reply_to_status_id: post.answers === undefined ? null : Number(post.answers.id),
    in_reply_to_status_id_str: post.answers?.id ?? null,
    in_reply_to_user_id_str: post.answers?.by.id ?? null,
    in_reply_to_screen_name: post.answers?.by.handle ?? null,
    user: toUser(world, post.by),
    edit_history: { initial_tweet_id: versionsOf(post)[0], edit_tweet_ids: versionsOf(post) },
    is_quote_status: post.quotes !== undefined,
    ...(post.quotes === undefined ? {} : { quoted_status: toTweet(world, post.quotes) }),
    timestamp_ms: String(post.at),
  };
}

export function leadingNames({ answers, named, by, text }: Post): string {
  if (answers === undefined) return "";
  const addressed = named.filter((one) => one !== by && !text.includes(`@${one.handle}`));
  return addressed.map(({ handle }) => `@${handle} `).join("");
}

export function toMedia(world: XWorld, id: string) {
  const file = world.files.get(id);
  const address = `${world.filesUrl}/media/${id}${file?.type === "video/mp4" ? ".mp4" : ".png"}`;
  const isFilm = file?.type.startsWith("video/") ?? false;
  return {
    ...{ id_str: id, url: `https://t.co/m${id.slice(-8)}`, media_url_https: address },
    type: isFilm ? "video" : "photo",
    ...(isFilm ? { video_info: { variants: [{ bitrate: 832_000, content_type: "video/mp4", url: address }] } } : {}),
  };
}

function toData(world: XWorld, { text, files: [file] }: Direct): object {
  const { text: words, urls } = shortened(text);
  if (file === undefined) return { text: words, entities: { urls } };
  const media = toMedia(world, file);
  // Files of private messages lie where only the account's signature opens.
  const address = media.media_url_https.replace("/media/", "/dm/");
  const variants =
    media.video_info === undefined
      ? {}
      : { video_info: { variants: [{ bitrate: 1, content_type: "video/mp4", url: address }] } };
  return {
    text: `${words} ${media.url}`.trim(),
    entities: { urls: [...urls, { url: media.url, expanded_url: "https://x.com/messages/media/1" }] },
    attachment: { type: "media", media: { ...media, ...variants, media_url_https: address } },
  };
}

function toUser(world: XWorld, person: Person): object {
  const { id, name, handle } = person;
  return { id: Number(id), id_str: id, name, screen_name: handle, profile_image_url_https: faceOf(world, person) };
}

function toDirectUser(world: XWorld, person: Person): object {
  const { id, name, handle } = person;
  return {
    ...{ id, created_timestamp: "1500000000000", name, screen_name: handle },
    profile_image_url_https: faceOf(world, person),
  };
}

/** Who shows no face has X's grey one. */
function faceOf(world: XWorld, { id, name }: Person): string {
  if (!showsFace(name)) return `${world.filesUrl}/sticky/default_profile_images/default_profile_normal.png`;
  world.files.set(id, { bytes: drawFace(name), type: "image/png", name: "face.png" });
  return `${world.filesUrl}/media/${id}_normal.png`;
}

/** `Mon Mar 26 16:33:26 +0000 2018` */
function dateOf(at: number): string {
  const [day, date, month, year, time] = new Date(at).toUTCString().replace(",", "").split(" ");
  return `${day} ${month} ${date} ${time} +0000 ${year}`;
}
