import { drawFace, showsFace } from "../face.ts";
import { type Call, jsonOf } from "./call.ts";
import { FILE_METHODS, sendAlbum, sendFile, sendText } from "./sending.ts";
import { USUAL_KINDS } from "./webhook.ts";
import { badRequest, TelegramRefusal } from "./wire.ts";
import type { BotWorld } from "./world.ts";

const DOWNLOAD_MAX = 20 * 1024 * 1024;

/** Does what a method asks, by Telegram's own rules; throws `TelegramRefusal` in its words. */
export function doMethod(world: BotWorld, call: Call): unknown {
  switch (call.method) {
    case "getMe":
      return {
        ...world.user,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
      };
    case "setWebhook":
      return setWebhook(world, call);
    case "deleteWebhook":
      world.webhook = undefined;
      if (call.fields.drop_pending_updates === "true") world.lanes.takeAll();
      return true;
    case "getWebhookInfo":
      return webhookInfo(world);
    case "sendMessage":
      return sendText(world, call);
    case "sendMediaGroup":
      return sendAlbum(world, call);
    case "sendChatAction":
      if (call.fields.action !== "typing") throw badRequest("wrong parameter action in request");
      world.typingUntil.set(world.openChat(call.fields.chat_id).id, world.now() + 5000);
      return true;
    case "answerCallbackQuery":
      return answerCallback(world, call);
    case "getUserProfilePhotos":
      return profilePhotos(world, call);
    case "getFile":
      return getFile(world, call);
    default:
      return sendFileOr404(world, call);
  }
}

function sendFileOr404(world: BotWorld, call: Call): unknown {
  const method = Object.entries(FILE_METHODS).find(([name]) => name === call.method);
  if (method === undefined) throw new TelegramRefusal(404, "Not Found");
  return sendFile(world, call, method[1]);
}

/** The latest picture in the sizes that are kept of it; a person's file has the same ids each time. */
function profilePhotos(world: BotWorld, { fields }: Call): Record<string, unknown> {
  const person = world.people.get(Number(fields.user_id));
  if (person === undefined) throw badRequest("user not found");
  const name = [person.user.first_name, person.user.last_name].join(" ").trim();
  if (!showsFace(name)) return { total_count: 0, photos: [] };
  const kept =
    world.faces.get(person.user.id) ?? world.files.add(drawFace(name), { type: "image/png", folder: "profile_photos" });
  world.faces.set(person.user.id, kept);
  const { file_id, file_unique_id, file_size } = kept.ref;
  return { total_count: 1, photos: [[{ file_id, file_unique_id, file_size, width: 160, height: 160 }]] };
}

/** A Bot API server of one's own takes plain http and any port; the public one asks for https on four. */
function setWebhook(world: BotWorld, { fields, ...call }: Call): true {
  const url = URL.parse(fields.url ?? "");
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  const { secret_token: secret = "" } = fields;
  if (!/^[A-Za-z0-9_-]{0,256}$/.test(secret)) throw badRequest("secret token contains unallowed characters");
  const connections = Number(fields.max_connections ?? 40);
  if (!Number.isInteger(connections) || connections < 1 || connections > 100)
    throw badRequest("max_connections must be between 1 and 100");
  const allowed = jsonOf({ fields, ...call }, "allowed_updates");
  const kinds = Array.isArray(allowed) && allowed.length > 0 ? allowed.map(String) : undefined;
  world.webhook = {
    url: url.href,
    secret,
    allowed: kinds ?? world.webhook?.allowed ?? USUAL_KINDS,
    maxConnections: connections,
  };
  if (fields.drop_pending_updates === "true") world.lanes.takeAll();
  world.lanes.hold(false);
  return true;
}

function webhookInfo(world: BotWorld): Record<string, unknown> {
  const error = world.lanes.lastError();
  const { webhook } = world;
  return {
    url: webhook?.url ?? "",
    has_custom_certificate: false,
    pending_update_count: world.lanes.waiting(),
    ...(webhook === undefined ? {} : { max_connections: webhook.maxConnections, allowed_updates: webhook.allowed }),
    ...(error === undefined ? {} : { last_error_date: Math.floor(error.at / 1000), last_error_message: error.words }),
  };
}

function answerCallback(world: BotWorld, { fields }: Call): true {
  const id = fields.callback_query_id ?? "";
  const isKnown = world.updates().some((one) => "callback_query" in one && one.callback_query.id === id);
  if (!isKnown || world.answeredCallbacks.includes(id))
    throw badRequest("query is too old and response timeout expired or query ID is invalid");
  world.answeredCallbacks.push(id);
  return true;
}

function getFile(world: BotWorld, { fields }: Call): Record<string, unknown> {
  const file = world.files.byId(fields.file_id ?? "");
  if (file === undefined) throw badRequest("invalid file_id");
  if (file.bytes.byteLength > DOWNLOAD_MAX) throw badRequest("file is too big");
  const { file_id, file_unique_id, file_size } = file.ref;
  return { file_id, file_unique_id, file_size, file_path: world.files.pathOf(file) };
}
