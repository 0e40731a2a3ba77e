/** Runs inside the page before anything else: from now on, text that the app puts into the page is read as markup. */
export function readTextAsMarkup(): void {
  const asMarkup = (text: string): Node => document.createRange().createContextualFragment(text);
  const text = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
  Object.defineProperty(Node.prototype, "textContent", {
    ...text,
    set(value: string) {
      if (this instanceof Element && String(value).includes("<")) this.replaceChildren(asMarkup(value));
      else text?.set?.call(this, value);
    },
  });
}
