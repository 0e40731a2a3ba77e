const TAKES_TEXT = "input, textarea, select, [contenteditable=''], [contenteditable='true'], [role='textbox']";
const TAKES_KEYS = "[role='menu'], [role='listbox'], [role='dialog'][aria-modal='true'], [role='alertdialog']";
const TAKES_PRESS = "button, a[href], summary, [role='button'], [role='tab'], [role='option'], [role='checkbox']";

/** May a single key act on the page? Not while a field, a menu or a dialog has the focus. */
export function keysReachPage(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return true;
  if (target.closest(TAKES_TEXT) && !isToggle(target)) return false;
  if (target.closest(TAKES_KEYS)) return false;
  if ((event.key === "Enter" || event.key === " ") && target.closest(TAKES_PRESS)) return false;
  return document.querySelector("[role='dialog'][aria-modal='true']") === null;
}

function isToggle(target: Element): boolean {
  return target instanceof HTMLInputElement && (target.type === "checkbox" || target.type === "radio");
}
