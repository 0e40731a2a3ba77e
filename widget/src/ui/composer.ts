import type { AttachmentView } from "@guichet/contract/conversations";
import { fillText, type Texts } from "../page/texts.ts";
import type { Store } from "../talk/store.ts";
import { element, iconButton } from "./element.ts";
import { FileTray, type TraySurroundings } from "./file-tray.ts";
import { createTypingSignal } from "./typing-signal.ts";

export type ComposerSurroundings = Omit<TraySurroundings, "changed"> & {
  store: Store;
  maxTextCharacters: number;
  /** A message leaves. */
  sent: () => void;
};

/** Where the visitor writes. What stands in it survives a reload. */
export class Composer {
  readonly tray: FileTray;
  readonly element: HTMLElement;
  readonly #around: ComposerSurroundings;
  readonly #area: HTMLTextAreaElement;
  readonly #send: HTMLButtonElement;
  readonly #problem = element("p", { class: "problem", role: "status" });
  readonly #typing: ReturnType<typeof createTypingSignal>;

  constructor(around: ComposerSurroundings) {
    const { texts, talk } = around;
    this.#around = around;
    this.#typing = createTypingSignal((on) => talk.typing(on));
    this.tray = new FileTray({ ...around, changed: () => this.fit() });
    this.#area = buildArea(texts);
    this.#send = iconButton("send", texts.send, "round send", () => this.#submit());
    const line = element("div", { class: "line" }, buildPicker(texts, this.tray), this.#area, this.#send);
    this.element = element("div", { class: "composer" }, this.tray.chips, this.tray.problem, line, this.#problem);
    this.#listen();
    this.restore();
  }

  /** Shows what was being written, and nothing else. */
  restore(): void {
    this.#area.value = this.#around.store.get("draft") ?? "";
    this.tray.clear();
    this.fit();
  }

  focus(): void {
    this.#area.focus({ preventScroll: true });
  }

  /** Makes the field as high as its text, and the button as able as its content allows. */
  fit(): void {
    const { texts, maxTextCharacters } = this.#around;
    const count = this.#area.value.trim().length - maxTextCharacters;
    this.#problem.textContent = count > 0 ? fillText(texts.tooLong, { count }) : "";
    this.#send.disabled = !this.#sendable();
    this.#area.style.height = "auto";
    this.#area.style.height = `${this.#area.scrollHeight}px`;
  }

  #sendable(): { text: string; files: AttachmentView[] } | undefined {
    const text = this.#area.value.trim();
    const files = this.tray.ready();
    const isWhole = files && text.length <= this.#around.maxTextCharacters;
    return isWhole && (text || files.length) ? { text, files } : undefined;
  }

  #submit(): void {
    const ready = this.#sendable();
    if (!ready) return;
    this.#typing.stop();
    this.#around.store.remove("draft");
    this.restore();
    this.#around.talk.send(ready.text, ready.files);
    this.#around.sent();
  }

  #listen(): void {
    const area = this.#area;
    area.addEventListener("input", () => {
      this.#around.store.set("draft", area.value);
      this.fit();
      if (area.value.trim()) this.#typing.typed();
      else this.#typing.stop();
    });
    area.addEventListener("keydown", (event) => {
      if (!isSendKey(event)) return;
      event.preventDefault();
      this.#submit();
    });
    area.addEventListener("paste", (event) => takePastedFiles(event, this.tray));
  }
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
