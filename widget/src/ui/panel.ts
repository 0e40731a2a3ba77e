import type { Texts } from "../page/texts.ts";
import { element, iconButton } from "./element.ts";

/** Here the messenger fills the screen: phones, and any window made small by zooming in (400 % of 1280 px is 320 px). */
const SMALL = "(max-width: 480px), (max-height: 420px)";

export type PanelSurroundings = {
  texts: Texts;
  signal: AbortSignal;
  /** What stands between head and foot, and the foot. */
  middle: Node[];
  onClose: () => void;
  onFiles: (files: Iterable<File>) => void;
};

/**
 * The window of the messenger. Beside the page it is an ordinary dialog and the page stays usable; full-screen it is a modal
 * one, so that focus and screen readers stay inside.
 */
export function createPanel(around: PanelSurroundings) {
  const { texts, signal, onClose } = around;
  const small = matchMedia(SMALL);
  const title = element("h2", {}, texts.title);
  const head = element("div", { class: "head" }, title, iconButton("close", texts.close, "round", onClose));
  const notice = element("p", { class: "notice", role: "status" });
  const dialog = element("dialog", { class: "panel", "aria-label": texts.title }, head, notice, ...around.middle);

  const show = () => (small.matches ? dialog.showModal() : dialog.show());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onClose();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) onClose();
  });
  const turn = () => {
    if (!dialog.open) return;
    dialog.close();
    show();
  };
  small.addEventListener("change", turn, { signal });
  fitKeyboard(dialog, signal);
  takeDroppedFiles(dialog, around.onFiles);

  return {
    dialog,
    isModal: () => small.matches,
    open(takesFocus: boolean): void {
      // The attribute opens it too, but moves no focus.
      if (takesFocus) show();
      else dialog.open = true;
    },
    notice(text: string): void {
      if (notice.textContent !== text) notice.textContent = text;
    },
  };
}

/** A phone's keyboard covers the page instead of making it smaller: follow what is really visible. */
function fitKeyboard(panel: HTMLElement, signal: AbortSignal): void {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    panel.style.setProperty("--visible-height", `${view.height}px`);
    panel.style.setProperty("--visible-top", `${view.offsetTop}px`);
  };
  for (const type of ["resize", "scroll"]) view.addEventListener(type, fit, { signal });
}

function takeDroppedFiles(panel: HTMLElement, onFiles: (files: Iterable<File>) => void): void {
  for (const type of ["dragover", "dragleave", "drop"] as const) {
    panel.addEventListener(type, (event) => {
      event.preventDefault();
      panel.classList.toggle("dropping", type === "dragover");
      if (type === "drop" && event.dataTransfer) onFiles(event.dataTransfer.files);
    });
  }
}
