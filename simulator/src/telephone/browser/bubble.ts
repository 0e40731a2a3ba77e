import type { Deed, ShownChat, ShownMessage } from "../network.ts";
import { button, element } from "./elements.ts";

/** What a bubble can have done. */
export type Bubbles = {
  say(deed: Deed): unknown;
  aim(type: "answer" | "edit", message: ShownMessage): void;
  fileAddress(id: string): string;
};
const TICKS = { sent: "✓", delivered: "✓✓", read: "✓✓ Read", failed: "Not sent" } as const;
const MAP = "https://www.openstreetmap.org/";

export function toBubble(message: ShownMessage, does: Bubbles): HTMLLIElement {
  const bubble = document.createElement("li");
  bubble.className = "message";
  bubble.dataset.depth = String(Math.min(message.depth, 2));
  if (message.mine) bubble.dataset.mine = "";
  if (message.author !== null) bubble.append(element("div", "author", message.author));
  if (message.deleted) {
    bubble.append(element("span", "gone", "This message was taken back."));
    return bubble;
  }
  if (message.quote !== null) bubble.append(element("span", "quote", message.quote));
  bubble.append(...toFiles(message, does));
  if (message.header !== null) bubble.append(element("div", "header", message.header));
  if (message.place !== null) bubble.append(toPlace(message.place));
  if (message.text !== "") bubble.append(element("span", "", message.text));
  if (message.footer !== null) bubble.append(element("div", "footer", message.footer));
  if (message.buttons.length > 0) bubble.append(toButtons(message, does));
  bubble.append(toFoot(message, does));
  return bubble;
}

/** Public: what everything stands under. */
export function fillPost(place: HTMLElement, post: ShownChat["post"], does: Bubbles): void {
  place.hidden = post === null;
  if (post === null) place.replaceChildren();
  else
    place.replaceChildren(
      element("div", "author", post.author ?? ""),
      ...toFiles(post, does),
      element("p", "words", post.text),
      element("div", "foot", new Date(post.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })),
    );
}

function toFiles({ files }: Pick<ShownMessage, "files">, { fileAddress }: Bubbles): HTMLElement[] {
  return files.map(({ id, name, kind }) => {
    if (kind === "picture") {
      const picture = new Image();
      picture.src = fileAddress(id);
      picture.alt = name;
      return picture;
    }
    if (kind === "file") {
      const link = document.createElement("a");
      link.href = fileAddress(id);
      link.download = name;
      link.textContent = `📄 ${name}`;
      return link;
    }
    const played = document.createElement(kind);
    played.src = fileAddress(id);
    played.controls = true;
    played.preload = "none";
    played.ariaLabel = name;
    return played;
  });
}

function toPlace({ latitude, longitude, title }: NonNullable<ShownMessage["place"]>): HTMLElement {
  const link = document.createElement("a");
  link.className = "place";
  link.href = `${MAP}?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  link.rel = "noreferrer";
  link.target = "_blank";
  link.append(`📍 ${title === "" ? "A place" : title}`, element("span", "point", `${latitude}, ${longitude}`));
  return link;
}

function toButtons({ id, buttons }: ShownMessage, { say }: Bubbles): HTMLElement {
  const all = element("div", "buttons", "");
  for (const one of buttons) {
    const made = button(one.text, one.text, () =>
      "url" in one ? window.open(one.url, "_blank", "noreferrer") : say({ do: "press", message: id, data: one.data }),
    );
    all.append(made);
  }
  return all;
}

function toFoot(message: ShownMessage, { say, aim }: Bubbles): HTMLElement {
  const foot = element("div", "foot", "");
  const time = new Date(message.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  foot.append(`${time}${message.edited ? " · edited" : ""}${message.tick === null ? "" : ` · ${TICKS[message.tick]}`}`);
  if (message.othersReactions.length > 0) foot.append(element("span", "others", message.othersReactions.join(" ")));
  if (message.can.answer) foot.append(button("↩", "Answer", () => aim("answer", message)));
  if (message.can.edit) foot.append(button("✎", "Edit", () => aim("edit", message)));
  if (message.can.delete) foot.append(button("🗑", "Take back", () => say({ do: "delete", message: message.id })));
  for (const emoji of message.can.react) {
    const isOn = message.reactions.includes(emoji);
    const react = button(emoji, `React with ${emoji}`, () =>
      say({ do: "react", message: message.id, emoji: isOn ? [] : [emoji] }),
    );
    react.ariaPressed = String(isOn);
    foot.append(react);
  }
  return foot;
}
