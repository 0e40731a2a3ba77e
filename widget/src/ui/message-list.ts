import { fillText, type Texts } from "../page/texts.ts";
import type { TalkState } from "../talk/talk.ts";
import { buildAttachment, type FileSurroundings } from "./attachment.ts";
import { buildRows } from "./build-rows.ts";
import { element, textButton } from "./element.ts";
import { buildRow, type RowSurroundings } from "./message-row.ts";
import { syncRows } from "./sync-rows.ts";

const NEAR_END_PX = 60;

export type ListSurroundings = FileSurroundings & {
  /** The visitor looks at another place of the list. */
  looked: () => void;
};

/** The scrolling list of messages. It stays at the end when it was there, and stays where it is otherwise. */
export function createMessageList(around: ListSurroundings) {
  const { texts, locale } = around;
  const pieces = new Map<string, HTMLElement>();
  const older = textButton(texts.loadOlder, "pill", () => void loadOlder());
  const rows = element("div", { class: "rows" });
  const intro = element("p", { class: "intro" }, texts.intro);
  const list = element("div", listAttributes(texts), older, intro, rows);
  const jump = textButton("", "pill jump", () => toEnd());
  let isAtEnd = true;

  list.addEventListener("scroll", () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
    around.looked();
  });
  // A picture that is drawn or a window that is turned makes the list longer or the view smaller.
  new ResizeObserver(() => isAtEnd && toEnd()).observe(rows);
  new ResizeObserver(() => isAtEnd && toEnd()).observe(list);

  function toEnd(): void {
    isAtEnd = true;
    list.scrollTop = list.scrollHeight;
  }

  /** What the visitor reads stays under their eyes while older messages come in above it. */
  async function loadOlder(): Promise<void> {
    older.disabled = true;
    const fromEnd = list.scrollHeight - list.scrollTop;
    await around.talk.loadOlder().catch(() => {});
    await Promise.resolve();
    older.disabled = false;
    list.scrollTop = list.scrollHeight - fromEnd;
  }

  const attachment: RowSurroundings["attachment"] = (file) => {
    const key = file.id + file.state;
    const piece = pieces.get(key) ?? buildAttachment(file, around);
    pieces.set(key, piece);
    return piece;
  };

  return {
    parts: [list, jump],
    isAtEnd: () => isAtEnd,
    toEnd,
    show(state: TalkState): void {
      const all = buildRows(state, { texts, locale, now: Date.now() });
      older.hidden = state.thread.before === null;
      intro.hidden = !older.hidden;
      syncRows(rows, all, (row) => buildRow(row, { ...around, attachment }));
      if (isAtEnd) toEnd();
      jump.hidden = isAtEnd || !state.unread;
      jump.textContent = fillText(texts.newMessages, { count: state.unread });
    },
  };
}

/** Announcements are made elsewhere, one by one: a live list would read all of itself out when it is filled. */
function listAttributes(texts: Texts) {
  return { class: "list", role: "log", "aria-live": "off", "aria-label": texts.title, tabindex: "0" };
}
