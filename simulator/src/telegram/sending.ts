import { type Call, jsonOf, memberOf } from "./call.ts";
import { badRequest, type FileRef, type Message, TelegramRefusal } from "./wire.ts";
import type { BotWorld } from "./world.ts";

const TEXT_MAX = 4096;
const CAPTION_MAX = 1024;
const MB = 1024 * 1024;
const UPLOAD_MAX = 50 * MB;
const PHOTO_MAX = 10 * MB;

/** Which member of a message a method fills, and in which field its file comes. */
export const FILE_METHODS = {
  sendPhoto: "photo",
  sendVideo: "video",
  sendAnimation: "animation",
  sendAudio: "audio",
  sendVoice: "voice",
  sendDocument: "document",
} as const;
type FileMember = (typeof FILE_METHODS)[keyof typeof FILE_METHODS];

export function sendText(world: BotWorld, call: Call): Message {
  const chat = world.openChat(call.fields.chat_id);
  const { text = "" } = call.fields;
  if (text.trim() === "") throw badRequest("message text is empty");
  if (text.length > TEXT_MAX) throw badRequest("message is too long");
  const markup = call.fields.reply_markup === undefined ? {} : { reply_markup: jsonOf(call, "reply_markup") };
  return keep(world, { chat, text, ...repliedTo(world, call), ...markup });
}

export function sendFile(world: BotWorld, call: Call, member: FileMember): Message {
  const chat = world.openChat(call.fields.chat_id);
  return keep(world, {
    chat,
    ...captionOf(call.fields.caption),
    ...fileMember(world, member, takeFile(world, call, member, call.fields[member])),
    ...repliedTo(world, call),
  });
}

/** An album becomes as many messages as it has files, and answers them all. */
export function sendAlbum(world: BotWorld, call: Call): Message[] {
  const chat = world.openChat(call.fields.chat_id);
  const media = jsonOf(call, "media");
  if (!Array.isArray(media) || media.length < 2 || media.length > 10)
    throw badRequest("wrong number of items in a media group: 2-10 are allowed");
  const kinds = new Set(media.map((item: unknown) => String(memberOf(item, "type"))));
  const isMixed = kinds.size > 1 && ![...kinds].every((kind) => kind === "photo" || kind === "video");
  if (isMixed) throw badRequest("this kind of media can't be mixed with other kinds in an album");
  const album = String(10_000 + world.nextMessageId());
  const parts = media.map((item: unknown) => {
    const member = toMember(memberOf(item, "type"));
    const caption = memberOf(item, "caption");
    const file = takeFile(world, call, member, String(memberOf(item, "media") ?? ""));
    return { ...captionOf(typeof caption === "string" ? caption : undefined), ...fileMember(world, member, file) };
  });
  const replied = repliedTo(world, call);
  return parts.map((part) => keep(world, { chat, media_group_id: album, ...part, ...replied }));
}

function toMember(type: unknown): FileMember {
  const member = (["photo", "video", "audio", "document"] as const).find((one) => one === type);
  if (member === undefined) throw badRequest("can't parse InputMedia: type is unknown");
  return member;
}

type Content = Omit<Message, "message_id" | "from" | "date">;

function keep(world: BotWorld, content: Content): Message {
  return world.keep({ message_id: world.nextMessageId(), from: world.user, date: world.date(), ...content });
}

function captionOf(caption = ""): Pick<Message, "caption"> {
  if (caption.length > CAPTION_MAX) throw badRequest("message caption is too long");
  return caption === "" ? {} : { caption };
}

/** Bot API: by multipart (`attach://name`, or the field itself), or by the id of a file that is there already. */
function takeFile(world: BotWorld, call: Call, field: string, given = ""): FileRef {
  const name = given.startsWith("attach://") ? given.slice("attach://".length) : field;
  const upload = call.files[name];
  if (upload === undefined) {
    const known = world.files.byId(given);
    if (known === undefined) throw badRequest(`there is no ${field} in the request`);
    return known.ref;
  }
  if (upload.bytes.byteLength > UPLOAD_MAX) throw new TelegramRefusal(413, "Request Entity Too Large");
  if (upload.bytes.byteLength === 0) throw badRequest("file must be non-empty");
  if (field === "photo" && upload.bytes.byteLength > PHOTO_MAX) throw badRequest("file is too big");
  return world.files.add(upload.bytes, { name: upload.name, type: upload.type, folder: `${field}s` }).ref;
}

function fileMember(_world: BotWorld, member: FileMember, ref: FileRef): Partial<Message> {
  if (member !== "photo") return { [member]: ref };
  const { file_id, file_unique_id, file_size } = ref;
  return { photo: [{ file_id, file_unique_id, file_size, width: 800, height: 600 }] };
}

function repliedTo(world: BotWorld, call: Call): Pick<Message, "reply_to_message"> {
  const parameters = jsonOf(call, "reply_parameters");
  const wanted = memberOf(parameters, "message_id");
  if (wanted === undefined) return {};
  const found = world.messages.find((one) => one.message_id === wanted && String(one.chat.id) === call.fields.chat_id);
  if (found === undefined) {
    if (memberOf(parameters, "allow_sending_without_reply") === true) return {};
    throw badRequest("message to be replied not found");
  }
  const { reply_to_message: _deeper, ...flat } = found;
  return { reply_to_message: flat };
}
