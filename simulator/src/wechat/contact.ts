import type { MediaType } from "./media-store.ts";
import type { Content, Fields, Person, Said } from "./wire.ts";
import type { WechatWorld } from "./world.ts";

/** A person in WeChat: everything one can do in the chat with the account. */
export type Contact = {
  readonly person: Person;
  write(text: string): Said;
  /** `recognition`: what WeChat understands of a voice message. */
  sendFile(file: { bytes: Uint8Array; type: string; name: string }, recognition?: string): Said;
  sendPlace(latitude: number, longitude: number, label: string): Said;
  sendLink(title: string, description: string, url: string): Said;
  sendMiniProgram(title: string, page: string): Said;
  /** `scene`: of the code that was scanned. */
  follow(scene?: string): Fields;
  unfollow(): Fields;
  scan(scene: string): Fields;
  /** Presses an entry of the menu. */
  press(key: string): Fields;
  /** Lets the account know where they are. */
  share(latitude: number, longitude: number): Fields;
  /** The time for replies passes. */
  wait(): void;
  chat(): readonly Said[];
};

export function createContact(
  world: WechatWorld,
  given: Pick<Person, "name" | "language" | "remark">,
  pictureUrl: (id: string) => string,
): Contact {
  const openid = `o${world.letters(27)}`;
  const person: Person = { ...given, openid, scene: "", subscribed: true, blocksTemplates: false };
  world.people.set(openid, person);

  function say(content: Content, fields: Fields): Said {
    const said = world.keep(openid, "contact", content);
    world.quota.grant(openid, "message", world.now());
    world.tell(openid, { MsgType: content.type, ...fields }, said);
    return said;
  }

  function happen(event: string, fields: Fields, grants = true): Fields {
    if (grants) world.quota.grant(openid, "other", world.now());
    return world.tell(openid, { MsgType: "event", Event: event, ...fields });
  }

  return {
    person,
    write: (text) => say({ type: "text", content: text }, { Content: text }),
    sendFile(file, recognition) {
      const type = typeOf(file.type);
      const stored = world.media.keep(
        { type, bytes: file.bytes, contentType: file.type, name: file.name },
        world.now(),
      );
      const content = { type, media_id: stored.id, name: file.name };
      return say(content, fieldsOf(type, stored.id, file, pictureUrl(stored.id), recognition));
    },
    sendPlace: (latitude, longitude, label) =>
      say(
        { type: "location", latitude, longitude, label },
        // As numbers in a text of their own: a number of XML.
        { Location_X: latitude, Location_Y: longitude, Scale: 15, Label: label },
      ),
    sendLink: (title, description, url) =>
      say({ type: "link", content: `${title}\n${url}` }, { Title: title, Description: description, Url: url }),
    sendMiniProgram: (title, page) =>
      say(
        { type: "miniprogrampage", content: `🧩 ${title}` },
        {
          Title: title,
          AppId: "wx0000000000000000",
          PagePath: page,
          ThumbUrl: "http://mmbiz.example/t",
          ThumbMediaId: "",
        },
      ),
    follow(scene) {
      person.subscribed = true;
      person.scene = scene ?? person.scene;
      const key = scene === undefined ? "" : `qrscene_${scene}`;
      return happen("subscribe", { EventKey: key, ...(scene === undefined ? {} : { Ticket: world.letters(60) }) });
    },
    unfollow() {
      person.subscribed = false;
      world.quota.end(openid);
      return happen("unsubscribe", { EventKey: "" }, false);
    },
    scan: (scene) => happen("SCAN", { EventKey: scene, Ticket: world.letters(60) }),
    press: (key) => happen("CLICK", { EventKey: key }),
    share: (latitude, longitude) =>
      happen("LOCATION", { Latitude: latitude, Longitude: longitude, Precision: 119.385 }, false),
    wait: () => world.quota.end(openid),
    chat: () => world.chat(openid),
  };
}

function typeOf(contentType: string): Exclude<MediaType, "thumb"> {
  const [family] = contentType.split("/");
  return family === "image" ? "image" : family === "audio" ? "voice" : family === "video" ? "video" : "file";
}

function fieldsOf(
  type: MediaType,
  id: string,
  file: { bytes: Uint8Array; name: string },
  url: string,
  recognition: string | undefined,
): Fields {
  switch (type) {
    case "image":
      return { PicUrl: url, MediaId: id };
    case "voice":
      return { MediaId: id, Format: "amr", ...(recognition === undefined ? {} : { Recognition: recognition }) };
    case "video":
      return { MediaId: id, ThumbMediaId: id };
    case "thumb":
    case "file":
      // Nobody but the contact gets its bytes.
      return { Title: file.name, Description: "", FileKey: "", FileMd5: "", FileTotalLen: file.bytes.byteLength };
  }
}
