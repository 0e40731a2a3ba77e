import { fillText, type Texts } from "../page/texts.ts";
import { element, icon } from "./element.ts";

/** The round button that opens and closes the messenger, with the number of messages that wait. */
export function createLauncher(texts: Texts, onClick: () => void) {
  const badge = element("span", { class: "badge", "aria-hidden": "true" });
  const button = element("button", { type: "button", class: "launcher", "aria-haspopup": "dialog" });
  const [chat, close] = [icon("chat"), icon("close")];
  button.addEventListener("click", onClick);

  return {
    button,
    show(isOpen: boolean, unread: number): void {
      const news = unread && !isOpen ? `. ${fillText(texts.newMessages, { count: unread })}` : "";
      button.setAttribute("aria-expanded", `${isOpen}`);
      button.setAttribute("aria-label", (isOpen ? texts.close : texts.open) + news);
      button.replaceChildren(isOpen ? close : chat, badge);
      badge.textContent = `${unread}`;
      badge.hidden = !news;
    },
  };
}
