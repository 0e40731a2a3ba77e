import { drawFace, showsFace } from "../face.ts";
import type { Callback, Content, Person, Said } from "./wire.ts";
import type { StoredFile, ViberWorld } from "./world.ts";

/** A person in Viber: everything one can do in the chat with the bot. */
export type Contact = {
  readonly person: Person;
  /** Opens the chat for the first time; `context`: what the link carried. */
  open(context?: string): Callback;
  write(text: string): Said;
  sendFile(file: StoredFile, text?: string): Said;
  sendPlace(latitude: number, longitude: number): Said;
  sendContact(name: string, phone: string): Said;
  sendSticker(): Said;
  unsubscribe(): Callback;
  subscribe(): Callback;
  /** Looks at what the bot wrote. */
  see(): void;
  /** One of the bot's messages could not be delivered after all. */
  fail(said: Said, desc: string): Callback;
  chat(): readonly Said[];
};

type Given = { readonly name: string; readonly language: string; readonly country: string };

export function createContact(world: ViberWorld, given: Given, mediaUrl: (id: string) => string): Contact {
  const id = `${world.letters(22, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}==`;
  const person: Person = { id, ...given, subscribed: false };
  world.people.set(id, person);
  const face = `face${world.people.size}`;
  if (showsFace(given.name))
    world.files.set(face, { bytes: drawFace(given.name), type: "image/png", name: "face.png" });
  const user = {
    ...{ id, name: given.name, language: given.language, country: given.country, api_version: 10 },
    ...(showsFace(given.name) ? { avatar: mediaUrl(face) } : {}),
  };

  /** Whoever writes is subscribed by that. */
  function say(content: Content): Said {
    const said = world.keep(id, "contact", content);
    person.subscribed = true;
    world.tell("message", { sender: user, message: content, silent: false }, said.token);
    return said;
  }

  return {
    person,
    open: (context) =>
      world.tell("conversation_started", {
        ...{ type: "open", user, subscribed: person.subscribed },
        ...(context === undefined ? {} : { context }),
      }),
    write: (text) => say({ type: "text", text }),
    sendFile(file, text = "") {
      const [family] = file.type.split("/");
      const type = family === "image" ? "picture" : family === "video" ? "video" : "file";
      const key = world.letters(24, "abcdefghijklmnopqrstuvwxyz0123456789");
      world.files.set(key, file);
      const size = file.bytes.byteLength;
      const caption = text === "" ? {} : { text };
      return say({ type, media: mediaUrl(key), file_name: file.name, size, ...caption });
    },
    // Some of Viber's own clients write them as text.
    sendPlace: (lat, lon) => say({ type: "location", location: { lat: String(lat), lon } }),
    sendContact: (name, phone) => say({ type: "contact", contact: { name, phone_number: phone } }),
    sendSticker: () => say({ type: "sticker", sticker_id: 46_105 }),
    unsubscribe() {
      person.subscribed = false;
      return world.tell("unsubscribed", { user_id: id });
    },
    subscribe() {
      person.subscribed = true;
      return world.tell("subscribed", { user });
    },
    see() {
      for (const said of world.chat(id)) {
        if (said.by !== "bot" || said.seen) continue;
        said.seen = true;
        world.tell("seen", { user_id: id }, said.token);
      }
    },
    fail: (said, desc) => world.tell("failed", { user_id: id, desc }, said.token),
    chat: () => world.chat(id),
  };
}
