import type { LineEvent, Said, Source } from "./wire.ts";
import { type Content, chatOf, type LineWorld, type Person } from "./world.ts";

export type SentFile = { readonly bytes: Uint8Array; readonly name: string; readonly type: string };
type Where = { readonly group?: string };

/** A person in LINE: everything one can do in the chat with the account, or in a group where it is. */
export type Contact = {
  readonly person: Person;
  write(text: string, options?: Where & { readonly quotes?: string }): Said;
  /** `notReady`: how often LINE is still making it ready when it is asked for. */
  sendFile(file: SentFile, options?: Where & { readonly notReady?: number; readonly fails?: boolean }): Said;
  sendPlace(latitude: number, longitude: number, title: string, options?: Where): Said;
  sendSticker(options?: Where): Said;
  unsend(id: string): LineEvent;
  press(data: string): LineEvent;
  follow(): LineEvent;
  /** Blocks the account. */
  unfollow(): LineEvent;
  /** Sees a film to its end. */
  seeVideo(trackingId: string): LineEvent;
  chat(group?: string): readonly Said[];
};

export function createContact(world: LineWorld, name: string, language: string): Contact {
  const id = `U${world.letters(32, "0123456789abcdef")}`;
  const person: Person = { id, name, language, friend: true };
  world.people.set(id, person);
  const sourceOf = (group?: string): Source =>
    group === undefined ? { type: "user", userId: id } : { type: "group", groupId: group, userId: id };

  function say(content: Said["content"], { group }: Where, quotes?: string, file?: Content): Said {
    const source = sourceOf(group);
    const said = world.keep(chatOf(source), { by: id, content, quotes });
    // Kept before it is told: it may be fetched at once.
    if (file !== undefined) world.contents.set(said.id, file);
    const { id: messageId, quoteToken, markAsReadToken } = said;
    const message = {
      ...{ id: messageId, ...content, markAsReadToken },
      ...(["text", "image", "video", "sticker"].includes(content.type) ? { quoteToken } : {}),
      ...(quotes === undefined ? {} : { quotedMessageId: quotes }),
    };
    world.tell("message", source, { message });
    return said;
  }

  return {
    person,
    write: (text, { quotes, ...where } = {}) => say({ type: "text", text }, where, quotes),
    sendFile({ bytes, name: fileName, type }, { notReady = 0, fails = false, ...where } = {}) {
      const [family = ""] = type.split("/");
      const shown = ["image", "video", "audio"].includes(family);
      const content = shown
        ? { type: family, contentProvider: { type: "line" }, ...(family === "image" ? {} : { duration: 3000 }) }
        : { type: "file", fileName, fileSize: bytes.byteLength };
      return say(content, where, undefined, { bytes, type, notReady, fails });
    },
    sendPlace: (latitude, longitude, title, where = {}) =>
      say({ type: "location", title, address: title, latitude, longitude }, where),
    sendSticker: (where = {}) =>
      say(
        {
          ...{ type: "sticker", packageId: "446", stickerId: "1988", stickerResourceType: "ANIMATION" },
          keywords: ["hello", "smile", "wave", "hi"],
        },
        where,
      ),
    unsend(messageId) {
      world.unsend(messageId);
      return world.tell("unsend", sourceOf(), { unsend: { messageId } }, false);
    },
    press: (data) => world.tell("postback", sourceOf(), { postback: { data } }),
    follow() {
      const isUnblocked = !person.friend;
      person.friend = true;
      return world.tell("follow", sourceOf(), { follow: { isUnblocked } });
    },
    unfollow() {
      person.friend = false;
      return world.tell("unfollow", sourceOf(), {}, false);
    },
    seeVideo: (trackingId) => world.tell("videoPlayComplete", sourceOf(), { videoPlayComplete: { trackingId } }),
    chat: (group) => world.chat(group ?? id),
  };
}
