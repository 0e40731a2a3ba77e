import type { WhatsappNumber } from "./whatsapp-number.ts";
import type { Message } from "./wire.ts";

export type NewContact = {
  readonly name: string;
  /** Digits; left out: known by user name alone. */
  readonly phone?: string;
  /** The business-scoped id, `CC.digits`; left out: from before there were any. */
  readonly userId?: string;
  readonly username?: string;
};
export type SentFile = {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly name: string;
  readonly caption?: string;
};

/** A person on WhatsApp who writes to one number: everything one can do there. */
export class WhatsappContact {
  readonly key: string;
  readonly number: WhatsappNumber;
  readonly name: string;
  phone: string | undefined;
  userId: string | undefined;
  readonly username: string | undefined;
  blocked = false;
  /** Has no WhatsApp any more. */
  gone = false;
  wroteAt: number | undefined;

  constructor(number: WhatsappNumber, { name, phone, userId, username }: NewContact) {
    this.key = phone ?? userId ?? name;
    this.number = number;
    this.name = name;
    this.phone = phone;
    this.userId = userId;
    this.username = username;
  }

  write(text: string, options: { readonly replyTo?: string; readonly forwarded?: boolean } = {}): Message {
    return this.#say("text", { body: text }, text, options);
  }

  sendFile(file: SentFile, replyTo?: string): Message {
    const kind = kindOf(file.type);
    const stored = this.number.files.add(file.bytes, file.type, file.name);
    const content = {
      ...{ mime_type: file.type, sha256: "c2hhMjU2", id: stored.id },
      ...(file.caption === undefined || file.caption === "" || kind === "audio" ? {} : { caption: file.caption }),
      ...(kind === "document" ? { filename: file.name } : {}),
      ...(kind === "audio" ? { voice: /ogg/.test(file.type) } : {}),
    };
    return this.#say(kind, content, file.caption ?? "", replyTo === undefined ? {} : { replyTo });
  }

  sendLocation(latitude: number, longitude: number, name = ""): Message {
    return this.#say("location", { latitude, longitude, ...(name === "" ? {} : { name }) }, "");
  }

  /** Anything else that a webhook can bring, as it is on the wire. */
  send(type: string, content: Readonly<Record<string, unknown>>, text = ""): Message {
    return this.#say(type, content, text);
  }

  /** A quick reply under a template is a `button`, a reply button an `interactive`. */
  press(messageId: string, payload: string): Message {
    const button = this.number
      .find(messageId)
      .shown?.buttons.find((one) => "payload" in one && one.payload === payload);
    const text = button?.text ?? payload;
    return this.#say("button", { payload, text }, text, { replyTo: messageId });
  }

  react(messageId: string, emoji: string | undefined): void {
    this.number.react(this, messageId, emoji);
    this.#tell("reaction", { message_id: messageId, ...(emoji === undefined ? {} : { emoji }) });
  }

  edit(messageId: string, text: string): void {
    this.number.change(messageId, { text, edited: true, content: { body: text } });
    const message = { type: "text", text: { body: text } };
    this.#tell("edit", { original_message_id: messageId, message });
  }

  revoke(messageId: string): void {
    this.number.change(messageId, { text: "", deleted: true });
    this.#tell("revoke", { original_message_id: messageId });
  }

  /** Sees everything that the number has written. */
  read(): void {
    for (const message of this.chat())
      if (!message.mine && (message.state === "sent" || message.state === "delivered"))
        this.number.advance(message, "read");
  }

  /** From now on this person has another number. */
  changeNumber(phone: string): void {
    const before = this.phone;
    this.#tell("system", {
      body: `User ${this.name} changed from ${before} to ${phone}`,
      ...{ wa_id: phone, type: "user_changed_number" },
    });
    this.phone = phone;
  }

  /** From now on this person has another business-scoped id, of which a field of its own tells. */
  changeUserId(userId: string): void {
    const before = this.userId;
    this.userId = userId;
    const ids = { user_id: { previous: before, current: userId }, timestamp: String(this.number.seconds()) };
    const detail = `User id for ${this.name} has been updated.`;
    const told = { ...ids, detail, ...(this.phone === undefined ? {} : { wa_id: this.phone }) };
    this.number.tell({ contacts: [this.profile()], user_id_update: [told] }, "user_id_update");
  }

  chat(): readonly Message[] {
    return this.number.messages.filter((message) => message.contact === this.key);
  }

  #say(
    type: string,
    content: Readonly<Record<string, unknown>>,
    text: string,
    { replyTo, forwarded = false }: { readonly replyTo?: string; readonly forwarded?: boolean } = {},
  ): Message {
    this.wroteAt = this.number.now();
    const id = this.number.nextId();
    const context = {
      ...(replyTo === undefined ? {} : { from: this.number.digits, id: replyTo }),
      ...(forwarded ? { forwarded } : {}),
    };
    const message = this.number.keep({
      ...{ id, contact: this.key, mine: true, at: this.number.seconds(), type, content, text },
      ...{ quoted: replyTo, edited: false, deleted: false },
    });
    this.#tell(type, content, Object.keys(context).length === 0 ? {} : { context }, id);
    return message;
  }

  #tell(type: string, content: Readonly<Record<string, unknown>>, more: object = {}, id = this.number.nextId()): void {
    const from = {
      ...(this.phone === undefined ? {} : { from: this.phone }),
      ...(this.userId === undefined ? {} : { from_user_id: this.userId }),
    };
    const message = { ...from, id, timestamp: String(this.number.seconds()), type, [type]: content, ...more };
    this.number.tell({ contacts: [this.profile()], messages: [message] });
  }

  profile(): Record<string, unknown> {
    return {
      profile: { name: this.name, ...(this.username === undefined ? {} : { username: this.username }) },
      ...(this.phone === undefined ? {} : { wa_id: this.phone }),
      ...(this.userId === undefined ? {} : { user_id: this.userId }),
    };
  }
}

function kindOf(type: string): "image" | "video" | "audio" | "document" | "sticker" {
  if (type === "image/webp") return "sticker";
  const [family] = type.split("/");
  return family === "image" || family === "video" || family === "audio" ? family : "document";
}
