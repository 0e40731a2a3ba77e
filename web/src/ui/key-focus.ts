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

/** Fields that have had the focus: one of them that lost it is closing, not opening. */
const focused = new WeakSet<EventTarget>();

export function noteFocus({ target }: FocusEvent): void {
  if (target !== null) focused.add(target);
}

const OPENING = "[role='dialog'] :is(input, textarea)[data-autofocus]";

/**
 * A field that has just opened gets the focus a moment later. What is typed meanwhile is meant for it and is no command: true,
 * and the field has the focus, so that the character goes there. Combinations with Ctrl or Cmd stay commands.
 */
export function takeToOpeningField({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const opening = [...document.querySelectorAll<HTMLElement>(OPENING)].find((field) => !focused.has(field));
  if (opening === undefined || opening.closest("[role='dialog']")?.contains(document.activeElement)) return false;
  opening.focus({ preventScroll: true });
  return true;
}

function isToggle(target: Element): boolean {
  return target instanceof HTMLInputElement && (target.type === "checkbox" || target.type === "radio");
}
