import { badParameter } from "../meta/graph-refusal.ts";
import { type GraphRequest, recordOf } from "../meta/graph-request.ts";
import { fillTemplate } from "./fill-template.ts";
import type { WhatsappContact } from "./whatsapp-contact.ts";
import type { WhatsappNumber } from "./whatsapp-number.ts";
import { type Message, refused, type Template } from "./wire.ts";

const WINDOW_MS = 24 * 3_600_000;
const LIMITS = { text: 4096, caption: 1024, opaque: 512 } as const;

/** `POST /{number}/messages`: a message, a read mark, or a typing mark. What WhatsApp finds out later comes as a status. */
export function takeMessage(number: WhatsappNumber, { fields }: GraphRequest, templates: readonly Template[]): unknown {
  if (fields.messaging_product !== "whatsapp") throw badParameter("Invalid parameter", "messaging_product is required");
  if (fields.status === "read") return markRead(number, fields);
  const contact = contactOf(number, fields);
  const type = String(fields.type ?? "text");
  const content = recordOf(fields[type]);
  const opaque = fields.biz_opaque_callback_data;
  if (typeof opaque === "string" && Buffer.byteLength(opaque) > LIMITS.opaque)
    throw badParameter("Invalid parameter", "biz_opaque_callback_data is too long");
  if (type === "reaction") return takeReaction(number, contact, content);
  const shown = type === "template" ? fillTemplate(content, templates) : undefined;
  const text = shown?.text ?? checkContent(number, type, content);
  const quoted = recordOf(fields.context).message_id;
  const message = number.keep({
    ...{ id: number.nextId(), contact: contact.key, mine: false, at: number.seconds(), type, content, text },
    ...{ quoted: typeof quoted === "string" ? quoted : undefined, edited: false, deleted: false, state: "accepted" },
    ...(shown === undefined ? {} : { shown: shown.shown }),
    ...(typeof opaque === "string" ? { opaque } : {}),
  });
  const follow = () => deliver(number, contact, message);
  if (number.statusFirst) follow();
  else setTimeout(follow, 5);
  const input = String(fields.to ?? fields.recipient);
  return {
    messaging_product: "whatsapp",
    contacts: [
      {
        input,
        ...(contact.phone === undefined ? {} : { wa_id: contact.phone }),
        ...(contact.userId === undefined ? {} : { user_id: contact.userId }),
      },
    ],
    messages: [{ id: message.id, ...(type === "template" ? { message_status: "accepted" } : {}) }],
  };
}

const TOO_LATE = {
  code: 131_047,
  title: "Re-engagement message",
  details: "Message failed to send because more than 24 hours have passed since the customer last replied.",
};
const NOBODY = { code: 131_026, title: "Message undeliverable", details: "Message Undeliverable." };

/** Free words reach only whoever has written within a day; templates reach anybody. */
function deliver(number: WhatsappNumber, contact: WhatsappContact, message: Message): void {
  const isOpen = contact.wroteAt !== undefined && number.now() - contact.wroteAt < WINDOW_MS;
  const error =
    message.type !== "template" && !isOpen ? TOO_LATE : contact.gone || contact.blocked ? NOBODY : undefined;
  if (error !== undefined) number.advance(message, "failed", error);
  else for (const state of ["sent", "delivered"] as const) number.advance(message, state);
}

function contactOf(number: WhatsappNumber, { to, recipient }: GraphRequest["fields"]): WhatsappContact {
  const digits = typeof to === "string" ? to.replaceAll(/\D/g, "") : undefined;
  if (digits === number.digits) throw refused(131_021, "Recipient cannot be sender", "Recipient cannot be sender");
  const found = number
    .contacts()
    .find(({ phone, userId }) => (digits === undefined ? userId === recipient : phone === digits));
  if (found !== undefined) return found;
  if (digits !== undefined && /^\d{6,15}$/.test(digits)) {
    // Somebody nobody has played yet, without WhatsApp.
    const stranger = number.contact({ name: `+${digits}`, phone: digits });
    stranger.gone = true;
    return stranger;
  }
  throw badParameter("Invalid parameter", "Recipient is not a valid phone number or user id");
}

function checkContent(number: WhatsappNumber, type: string, content: Readonly<Record<string, unknown>>): string {
  switch (type) {
    case "text": {
      const body = String(content.body ?? "");
      if (body === "") throw badParameter("The parameter text['body'] is required.");
      if (body.length > LIMITS.text)
        throw badParameter("Invalid parameter", "Param text['body'] must be at most 4096 characters long.");
      return body;
    }
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker": {
      const caption = String(content.caption ?? "");
      if (caption.length > LIMITS.caption || (caption !== "" && type === "audio"))
        throw badParameter("Invalid parameter", "Param caption is not allowed or too long.");
      if (content.link === undefined && number.files.byId(String(content.id ?? "")) === undefined)
        throw refused(131_053, "Media upload error", "The media id is not known.");
      return caption;
    }
    case "location":
      return `${content.latitude}, ${content.longitude}`;
    case "interactive":
      return String(recordOf(content.body).text ?? "");
    default:
      throw refused(131_051, "Unsupported message type", `Message type ${type} is not supported`);
  }
}

function takeReaction(number: WhatsappNumber, contact: WhatsappContact, content: Readonly<Record<string, unknown>>) {
  number.find(String(content.message_id));
  const id = number.nextId();
  return {
    messaging_product: "whatsapp",
    contacts: [{ input: contact.key, wa_id: contact.phone }],
    messages: [{ id }],
  };
}

function markRead(number: WhatsappNumber, fields: GraphRequest["fields"]): unknown {
  const id = String(fields.message_id ?? "");
  const message = number.messages.find((one) => one.id === id && one.mine);
  if (message === undefined) throw refused(131_009, "Parameter value is not valid", "message_id is not a message.");
  for (const one of number.messages)
    if (one.contact === message.contact && one.mine && one.at <= message.at) number.readByBusiness.add(one.id);
  if (fields.typing_indicator !== undefined) number.typingFor.set(message.contact, number.now() + 25_000);
  return { success: true };
}
