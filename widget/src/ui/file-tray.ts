import type { AttachmentView } from "@guichet/contract/conversations";
import type { Locale } from "@guichet/contract/people";
import { fillText, type Texts } from "../page/texts.ts";
import { CallFailed } from "../talk/api.ts";
import type { Talk } from "../talk/talk.ts";
import { formatSize } from "./attachment.ts";
import { element, icon, iconButton, textButton } from "./element.ts";

/** The contract takes ten files a message. */
const MOST_FILES = 10;

export type TraySurroundings = {
  texts: Texts;
  locale: Locale;
  maxFileBytes: number;
  talk: Talk;
  changed: () => void;
};
type Item = { view: AttachmentView | null; chip: HTMLElement };
export type FileTray = ReturnType<typeof createFileTray>;

/** The files of the message that is being written. Each is uploaded at once, so that sending is quick and can be repeated. */
export function createFileTray(around: TraySurroundings) {
  const { texts, locale, maxFileBytes } = around;
  const items = new Map<File, Item>();
  const chips = element("div", { class: "chips" });
  const problem = element("p", { class: "problem", role: "alert" });

  function add(file: File): void {
    if (items.size >= MOST_FILES) say(describe(texts.refused, file));
    else if (file.size > maxFileBytes) say(describe(texts.tooLarge, file));
    else void start(file, chips.appendChild(element("div", { class: "chip" })));
  }

  async function start(file: File, chip: HTMLElement): Promise<void> {
    const note = element("span", { class: "file-note" }, texts.sending);
    const drop = iconButton("close", describe(texts.remove, file), "round small", () => remove(file));
    items.set(file, { view: null, chip });
    chip.replaceChildren(icon("file"), element("span", { class: "file-name" }, file.name), note, drop);
    around.changed();
    try {
      const view = await around.talk.upload(file);
      if (items.has(file)) items.set(file, { view, chip });
      note.textContent = formatSize(file.size, locale);
    } catch (cause) {
      if (items.has(file)) fail(file, chip, cause, note);
    }
    around.changed();
  }

  /** What the server refuses is taken away with a word why; what the network lost may be tried again. */
  function fail(file: File, chip: HTMLElement, cause: unknown, note: HTMLElement): void {
    const isRefused = cause instanceof CallFailed && cause.isRefusal;
    if (isRefused) remove(file);
    else note.replaceChildren(textButton(texts.retry, "plain", () => void start(file, chip)));
    say(describe(isRefused && cause.code === "too_large" ? texts.tooLarge : texts.refused, file));
  }

  function remove(file: File): void {
    items.get(file)?.chip.remove();
    items.delete(file);
    around.changed();
  }

  function describe(text: string, file: File): string {
    return fillText(text, { name: file.name, size: formatSize(maxFileBytes, locale) });
  }

  function say(text: string): void {
    problem.textContent = text;
  }

  return {
    parts: [chips, problem],
    add(files: Iterable<File>): void {
      say("");
      for (const file of files) add(file);
    },
    /** The uploaded files; undefined while one of them is not there yet. */
    ready(): AttachmentView[] | undefined {
      const views = [...items.values()].flatMap(({ view }) => view ?? []);
      return views.length === items.size ? views : undefined;
    },
    clear(): void {
      items.clear();
      chips.replaceChildren();
      say("");
    },
  };
}
