import type { AttachmentView } from "@guichet/contract/conversations";
import type { Locale } from "@guichet/contract/people";
import type { Texts } from "../page/texts.ts";
import type { Talk } from "../talk/talk.ts";
import { element, fileName, nameButton, textButton } from "./element.ts";

export type FileSurroundings = {
  texts: Texts;
  locale: Locale;
  talk: Talk;
};

/** Larger pictures are files to download: a phone's page must not decode them unasked. */
const PICTURE_LIMIT_BYTES = 8_000_000;
const LONGEST_EDGE = 1600;

/** A file of a message: a picture that can be shown is shown, everything else is a named button that downloads. */
export function buildAttachment(file: AttachmentView, around: FileSurroundings): HTMLElement {
  const isPicture = file.inline && /^image\/(?!svg)/.test(file.type) && (file.size ?? 0) <= PICTURE_LIMIT_BYTES;
  return isPicture && file.state === "stored" ? buildPicture(file, around) : buildFile(file, around);
}

function buildFile(file: AttachmentView, around: FileSurroundings): HTMLElement {
  const { unavailable, download } = around.texts;
  const note = element("span", { class: "file-note" }, noteOf(file, around));
  const button = textButton("", "file", () => {
    save(file, around).catch(() => note.replaceChildren(unavailable));
  });
  button.append(...fileName(file.name), note);
  button.disabled = file.state !== "stored";
  button.title = download;
  return button;
}

function noteOf({ state, size }: AttachmentView, { texts, locale }: FileSurroundings): string {
  if (state === "failed" || state === "discarded") return texts.unavailable;
  return state === "stored" ? formatSize(size, locale) : "…";
}

/**
 * Fetched with the visitor's proof and drawn: a picture's address without proof would open it to anybody (S15), and the
 * page's policy for pictures need not allow `blob:`. A click shows it over the whole window, the next one puts it back.
 */
function buildPicture(file: AttachmentView, around: FileSurroundings): HTMLElement {
  const canvas = element("canvas");
  const button = textButton("", "picture", () => button.classList.toggle("large"));
  nameButton(button, file.name).append(canvas);
  const watcher = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return;
    watcher.disconnect();
    draw().catch(() => button.replaceWith(buildFile(file, around)));
  });

  async function draw(): Promise<void> {
    const picture = await createImageBitmap(await around.talk.download(file.id));
    const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height));
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
  }

  watcher.observe(button);
  return button;
}

/** Always a download and never shown: a blob address has the origin of the customer's page, where a file could act. */
async function save(file: AttachmentView, around: FileSurroundings): Promise<void> {
  const bytes = await around.talk.download(file.id);
  const href = URL.createObjectURL(bytes.slice(0, bytes.size, "application/octet-stream"));
  element("a", { href, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** "1.2 MB" in the visitor's language; nothing while the size is unknown. */
export function formatSize(bytes: number | null, locale: Locale): string {
  if (bytes === null) return "";
  const isSmall = bytes < 1e6;
  const format = {
    style: "unit",
    unit: isSmall ? "kilobyte" : "megabyte",
    maximumFractionDigits: isSmall ? 0 : 1,
  } as const;
  return new Intl.NumberFormat(locale, format).format(isSmall ? Math.ceil(bytes / 1000) : bytes / 1e6);
}
