import { findLinks } from "../page/find-links.ts";
import type { Texts } from "../page/texts.ts";
import type { Talk } from "../talk/talk.ts";
import type { MessageRow, Row } from "./build-rows.ts";
import { element, textButton } from "./element.ts";

export type RowSurroundings = {
  texts: Texts;
  /** The element of an attachment; the same one each time, so that a picture is fetched once. */
  attachment: (file: MessageRow["attachments"][number]) => HTMLElement;
  talk: Pick<Talk, "decide">;
};

export function buildRow(row: Row, around: RowSurroundings): HTMLElement {
  return row.type === "day" ? element("div", { class: "day" }, row.text) : buildMessage(row, around);
}

function buildMessage(row: MessageRow, around: RowSurroundings): HTMLElement {
  const classes = `message${row.mine ? " mine" : ""}${row.isFirst ? " first" : ""}${row.isLast ? " last" : ""}`;
  const nameClass = row.isFirst && !row.mine ? "name" : "sr";
  const message = element("div", { class: classes }, element("span", { class: nameClass }, row.name));
  if (row.text || row.quote) message.append(buildBubble(row));
  for (const file of row.attachments) message.append(around.attachment(file));
  message.append(buildFoot(row, around));
  return message;
}

function buildBubble({ quote, text }: MessageRow): HTMLElement {
  const bubble = element("div", { class: "bubble", dir: "auto" });
  if (quote) bubble.append(element("blockquote", {}, element("b", {}, quote.name), element("span", {}, quote.text)));
  for (const part of findLinks(text)) {
    const attributes = { href: part.href, target: "_blank", rel: "noopener noreferrer" };
    bubble.append(part.href ? element("a", attributes, part.text) : part.text);
  }
  return bubble;
}

/** Time and state. The time of a message inside a group is there for screen readers only. */
function buildFoot({ key, time, isLast, status }: MessageRow, { texts, talk }: RowSurroundings): HTMLElement {
  const foot = element("div", { class: isLast || status ? "foot" : "sr" }, element("span", {}, time));
  if (status) foot.append(element("span", { class: status }, texts[status]));
  if (status === "failed") {
    foot.append(
      textButton(texts.retry, "plain", () => talk.decide(key, "retry")),
      textButton(texts.discard, "plain", () => talk.decide(key, "discard")),
    );
  }
  return foot;
}
