import type { AttachmentView } from "@guichet/contract/conversations";
import type { Locale } from "@guichet/contract/people";
import { fillText, type Texts } from "../page/texts.ts";
import { CallFailed } from "../talk/api.ts";
import type { Talk } from "../talk/talk.ts";
import { formatSize } from "./attachment.ts";
import { element, fileName, iconButton, textButton } from "./element.ts";

/** The contract takes ten files a message. */
const MOST_FILES = 10;

export type TraySurroundings = {
  texts: Texts;
  locale: Locale;
  maxFileBytes: number;
  talk: Talk;
  changed: () => void;
};
type Item = { view?: AttachmentView; chip: HTMLElement };

/** The files of the message that is being written. Each is uploaded at once, so that sending is quick and can be repeated. */
export class FileTray {
  readonly chips = element("div", { class: "chips" });
  readonly problem = element("p", { class: "problem", role: "alert" });
  readonly #items = new Map<File, Item>();
  readonly #around: TraySurroundings;

  constructor(around: TraySurroundings) {
    this.#around = around;
  }

  add(files: Iterable<File>): void {
    this.problem.textContent = "";
    for (const file of files) this.#addOne(file);
  }

  /** The uploaded files; undefined while one of them is not there yet. */
  ready(): AttachmentView[] | undefined {
    const views = [...this.#items.values()].flatMap(({ view }) => view ?? []);
    return views.length === this.#items.size ? views : undefined;
  }

  clear(): void {
    this.#items.clear();
    this.chips.textContent = this.problem.textContent = "";
  }

  #addOne(file: File): void {
    const { texts, maxFileBytes } = this.#around;
    if (file.size > maxFileBytes) this.#say(texts.tooLarge, file);
    else if (this.#items.size >= MOST_FILES) this.#say(texts.refused, file);
    else void this.#upload(file, this.chips.appendChild(element("div", { class: "chip" })));
  }

  async #upload(file: File, chip: HTMLElement): Promise<void> {
    const { texts, talk, locale, changed } = this.#around;
    const note = element("span", { class: "file-note" }, texts.sending);
    const drop = iconButton("close", this.#describe(texts.remove, file), "round", () => this.#remove(file));
    chip.replaceChildren(...fileName(file.name), note, drop);
    this.#items.set(file, { chip });
    changed();
    try {
      const view = await talk.upload(file);
      if (this.#items.has(file)) this.#items.set(file, { view, chip });
      note.textContent = formatSize(file.size, locale);
    } catch (cause) {
      if (this.#items.has(file)) this.#fail(file, chip, cause, note);
    }
    changed();
  }

  /** What the server refuses is taken away with a word why; what the network lost may be tried again. */
  #fail(file: File, chip: HTMLElement, cause: unknown, note: HTMLElement): void {
    const { texts } = this.#around;
    const isRefused = cause instanceof CallFailed && cause.isRefusal;
    if (isRefused) this.#remove(file);
    else note.replaceChildren(textButton(texts.retry, "plain", () => void this.#upload(file, chip)));
    this.#say(isRefused && cause.code === "too_large" ? texts.tooLarge : texts.refused, file);
  }

  #remove(file: File): void {
    this.#items.get(file)?.chip.remove();
    this.#items.delete(file);
    this.#around.changed();
  }

  #say(text: string, file: File): void {
    this.problem.textContent = this.#describe(text, file);
  }

  #describe(text: string, { name }: File): string {
    return fillText(text, { name, size: formatSize(this.#around.maxFileBytes, this.#around.locale) });
  }
}
