import { type Json, listOf, memberOf, numberOf, textOf } from "../read-json.ts";
import { mediaOf } from "./message-media.ts";
import { nameOf, type Place } from "./place.ts";
import { idOf } from "./read-id.ts";
import { richWords } from "./rich-words.ts";
import { signIn, storyWords } from "./signs.ts";

/** Where a point of the map is shown to whoever follows the link; the network brings only its numbers. */
const MAP = "https://www.openstreetmap.org/";

/**
 * What a message says, as text that needs no language: its text or caption, or a sign and the facts where it is a place, a
 * contact, a die, a poll or a list. Before it: who of a group wrote, whose words are passed on, what was quoted by hand or is
 * answered in another chat. `unseen`: for what cannot be shown.
 */
export function wordsOf(message: Json, place: Pick<Place, "sender">, unseen?: string): string {
  const said = writtenIn(message) ?? signOf(message) ?? unseen;
  const forwarded = forwardedFrom(message);
  const answered = quoteOf(message) ?? answeredElsewhere(message);
  const lines = [forwarded === undefined ? undefined : `↪ ${forwarded}`, answered, said].filter(
    (line) => line !== undefined && line !== "",
  );
  const text = lines.join("\n");
  return place.sender === undefined || place.sender === "" || text === "" ? text : `${place.sender}: ${text}`;
}

function writtenIn(message: Json): string | undefined {
  const text = textOf(message, "text");
  if (text !== undefined) return withAddresses(text, listOf(message, "entities"));
  const caption = textOf(message, "caption");
  return caption === undefined ? undefined : withAddresses(caption, listOf(message, "caption_entities"));
}

/** An address that hides behind words stands after them: they alone do not say where they lead. Counted in UTF-16 units. */
function withAddresses(text: string, entities: readonly Json[]): string {
  const links = entities.slice(0, 100).flatMap((entity) => {
    const url = textOf(entity, "type") === "text_link" ? textOf(entity, "url") : undefined;
    const end = (numberOf(entity, "offset") ?? 0) + (numberOf(entity, "length") ?? 0);
    return url === undefined || end < 1 || end > text.length || isInsidePair(text, end) ? [] : [{ url, end }];
  });
  return links
    .toSorted((a, b) => b.end - a.end)
    .filter(({ url }) => !text.includes(url))
    .reduce((words, { url, end }) => `${words.slice(0, end)} (${url})${words.slice(end)}`, text);
}

/** Between the two halves of one character, where only a wrong count leads. */
function isInsidePair(text: string, end: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.trunc(end) - 1, Math.trunc(end) + 1));
}

function signOf(message: Json): string | undefined {
  const sticker = memberOf(message, "sticker");
  if (sticker !== undefined) return textOf(sticker, "emoji") ?? "🏷️";
  const venue = memberOf(message, "venue");
  if (venue !== undefined) return placeWords(memberOf(venue, "location"), venue);
  const location = memberOf(message, "location");
  if (location !== undefined) return placeWords(location, undefined);
  const contact = memberOf(message, "contact");
  if (contact !== undefined) return contactWords(contact);
  const dice = memberOf(message, "dice");
  if (dice !== undefined) return `${textOf(dice, "emoji") ?? "🎲"} ${numberOf(dice, "value") ?? ""}`.trim();
  const poll = memberOf(message, "poll");
  if (poll !== undefined) return pollWords(poll);
  const checklist = memberOf(message, "checklist");
  if (checklist !== undefined) return checklistWords(checklist);
  const rich = memberOf(message, "rich_message");
  return rich === undefined ? signIn(message) : richWords(rich);
}

function placeWords(location: Json | undefined, venue: Json | undefined): string {
  const named = [textOf(venue, "title"), textOf(venue, "address")].filter((part) => part !== undefined).join(", ");
  const [latitude, longitude] = [numberOf(location, "latitude"), numberOf(location, "longitude")];
  const isPoint = latitude !== undefined && longitude !== undefined;
  const where = isPoint ? `${latitude}, ${longitude}` : "";
  const link = isPoint ? `\n${MAP}?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}` : "";
  return `📍 ${named === "" ? where : named}${link}`.trim();
}

function contactWords(contact: Json): string {
  const lines = [`👤 ${nameOf(contact) ?? ""}`.trim(), textOf(contact, "phone_number")];
  return lines.filter((line) => line !== undefined).join("\n");
}

function pollWords(poll: Json): string {
  const options = listOf(poll, "options").map((option) => `○ ${textOf(option, "text") ?? ""}`.trim());
  return [`📊 ${textOf(poll, "question") ?? ""}`.trim(), ...options].join("\n");
}

function checklistWords(checklist: Json): string {
  const tasks = listOf(checklist, "tasks").map(
    (task) => `${numberOf(task, "completion_date") === undefined ? "☐" : "☑"} ${textOf(task, "text") ?? ""}`,
  );
  return [`📋 ${textOf(checklist, "title") ?? ""}`.trim(), ...tasks.map((task) => task.trim())].join("\n");
}

/** `MessageOrigin`: a user, a user who hides, a chat or a channel. */
function forwardedFrom(message: Json): string | undefined {
  const origin = memberOf(message, "forward_origin");
  if (origin === undefined) return formerlyForwardedFrom(message);
  const from = memberOf(origin, "sender_user") ?? memberOf(origin, "sender_chat") ?? memberOf(origin, "chat");
  return nameOf(from) ?? textOf(origin, "sender_user_name") ?? idOf(from, "id") ?? "…";
}

/** The same as servers before Bot API 7.0 write it. */
function formerlyForwardedFrom(message: Json): string | undefined {
  const from = memberOf(message, "forward_from_chat") ?? memberOf(message, "forward_from");
  const name = nameOf(from) ?? textOf(message, "forward_sender_name") ?? idOf(from, "id");
  return name ?? (numberOf(message, "forward_date") === undefined ? undefined : "…");
}

/** The part of a message that was chosen by hand to be answered; the whole one is shown as what it replies to. */
function quoteOf(message: Json): string | undefined {
  const quote = memberOf(message, "quote");
  if (quote === undefined) return undefined;
  const isShownAnyway = quote.is_manual !== true && message.external_reply === undefined;
  return isShownAnyway ? undefined : textOf(quote, "text")?.replace(/^/gm, "> ");
}

/** A story, or a message of another chat, is shown nowhere else: whose it is, and its sign. */
function answeredElsewhere(message: Json): string | undefined {
  const story = memberOf(message, "reply_to_story");
  if (story !== undefined) return `> ${storyWords(story)}`.replaceAll("\n", "\n> ");
  const answered = memberOf(message, "external_reply");
  if (answered === undefined) return undefined;
  const who = forwardedFrom({ forward_origin: answered.origin }) ?? nameOf(memberOf(answered, "chat"));
  const what = signOf(answered) ?? (mediaOf(answered, "").length > 0 ? "📎" : undefined);
  const said = [who, what].filter((part) => part !== undefined).join(": ");
  return `> ${said === "" ? "…" : said}`.replaceAll("\n", "\n> ");
}
