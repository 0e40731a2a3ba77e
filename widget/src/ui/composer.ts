import type { AttachmentView } from "@guichet/contract/conversations";
import { fillText, type Texts } from "../page/texts.ts";
import type { Store } from "../talk/store.ts";
import { element, iconButton } from "./element.ts";
import { createFileTray, type FileTray, type TraySurroundings } from "./file-tray.ts";
import { createTypingSignal } from "./typing-signal.ts";

export type ComposerSurroundings = Omit<TraySurroundings, "changed"> & {
  store: Store;
  maxTextCharacters: number;
  /** A message leaves. */
  sent: () => void;
};
export type Composer = ReturnType<typeof createComposer>;

/** Where the visitor writes. What stands in it survives a reload. */
export function createComposer(around: ComposerSurroundings) {
  const { talk, texts, store, maxTextCharacters } = around;
  const { typed, stop } = createTypingSignal((on) => talk.typing(on));
  const tray = createFileTray({ ...around, changed: refresh });
  const area = buildArea(texts);
  const send = iconButton("send", texts.send, "round send", submit);
  const counter = element("p", { class: "problem", role: "status" });
  const line = element("div", { class: "line" }, buildPicker(texts, tray), area, send);

  function sendable(): { text: string; files: AttachmentView[] } | undefined {
    const text = area.value.trim();
    const files = tray.ready();
    return files && text.length <= maxTextCharacters && (text || files.length) ? { text, files } : undefined;
  }

  function submit(): void {
    const ready = sendable();
    if (!ready) return;
    stop();
    store.remove("draft");
    restore();
    talk.send(ready.text, ready.files);
    around.sent();
  }

  function refresh(): void {
    send.disabled = !sendable();
    const count = area.value.trim().length - maxTextCharacters;
    counter.textContent = count > 0 ? fillText(texts.tooLong, { count }) : "";
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }

  function restore(): void {
    area.value = store.get("draft") ?? "";
    tray.clear();
    refresh();
  }

  area.addEventListener("input", () => {
    store.set("draft", area.value);
    refresh();
    if (area.value.trim()) typed();
    else stop();
  });
  area.addEventListener("keydown", (event) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    submit();
  });
  area.addEventListener("paste", (event) => takePastedFiles(event, tray));
  restore();

  return {
    element: element("div", { class: "composer" }, ...tray.parts, line, counter),
    restore,
    refresh,
    addFiles: (files: Iterable<File>) => tray.add(files),
    focus: () => area.focus({ preventScroll: true }),
  };
}

function buildArea(texts: Texts): HTMLTextAreaElement {
  const { placeholder } = texts;
  return element("textarea", { rows: "1", dir: "auto", enterkeyhint: "send", placeholder, "aria-label": placeholder });
}

function buildPicker(texts: Texts, tray: FileTray): HTMLElement {
  const picker = element("input", { type: "file", multiple: true, hidden: true });
  picker.addEventListener("change", () => {
    tray.add([...(picker.files ?? [])]);
    picker.value = "";
  });
  return element(
    "span",
    {},
    picker,
    iconButton("attach", texts.attach, "round", () => picker.click()),
  );
}

/** While an input method is composing, Enter picks a word (229 is how Safari says so). */
function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}

/** Copied from a text processor, words bring a picture of themselves along: then the words are meant. */
function takePastedFiles(event: ClipboardEvent, tray: FileTray): void {
  const data = event.clipboardData;
  if (!data?.files.length || data.getData("text/plain")) return;
  event.preventDefault();
  tray.add([...data.files]);
}
