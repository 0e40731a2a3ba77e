import type { MessengerConfig } from "@guichet/contract/messenger";
import type { Locale } from "@guichet/contract/people";
import { fillText, type Texts } from "../page/texts.ts";
import type { Store } from "../talk/store.ts";
import type { Talk, TalkState } from "../talk/talk.ts";
import { createComposer } from "./composer.ts";
import { element } from "./element.ts";
import { createHost } from "./host.ts";
import { createLauncher } from "./launcher.ts";
import { createMessageList } from "./message-list.ts";
import { createPanel } from "./panel.ts";

export type ViewSurroundings = {
  talk: Talk;
  store: Store;
  config: MessengerConfig;
  texts: Texts;
  locale: Locale;
  hasLauncher: boolean;
  signal: AbortSignal;
  toggle: () => void;
  close: () => void;
  /** The visitor looks at another place, or looks again. */
  looked: () => void;
};
export type View = ReturnType<typeof createView>;

/** Everything the messenger puts on the page. */
export function createView(around: ViewSurroundings) {
  const { texts, signal } = around;
  const ground = createHost(around.config.color, signal);
  const list = createMessageList(around);
  const composer = createComposer({ ...around, ...around.config, texts, sent: list.toEnd });
  const typing = element("p", { class: "typing", "aria-hidden": "true" });
  const panel = createPanel({
    ...{ texts, signal, onClose: around.close, onFiles: composer.addFiles },
    middle: [...list.parts, typing, composer.element],
  });
  const launcher = createLauncher(texts, around.toggle);
  const outside = element("div", { class: "sr", role: "status" });
  ground.append(panel.panel, outside);
  if (around.hasLauncher) ground.append(launcher.button);

  return {
    restoreDraft: composer.restore,
    isAtEnd: list.isAtEnd,
    isModal: panel.isModal,
    open(takesFocus: boolean): void {
      panel.open(takesFocus);
      composer.refresh();
      list.toEnd();
      if (takesFocus && !panel.isModal()) composer.focus();
    },
    close(): void {
      panel.close();
      // The browser gives the focus back to whoever had it before; where that is gone, the button is the nearest place.
      if (document.activeElement === document.body) launcher.button.focus({ preventScroll: true });
    },
    show(state: TalkState, isOpen: boolean): void {
      list.show(state);
      launcher.show(isOpen, state.unread);
      typing.textContent = state.typing === null ? "" : fillText(texts.typing, { name: state.typing });
      panel.notice(noticeOf(state, texts));
    },
    announce(text: string, isOpen: boolean): void {
      if (isOpen) panel.announce(text);
      else outside.textContent = text;
    },
  };
}

function noticeOf({ connection }: TalkState, texts: Texts): string {
  if (connection === "offline") return texts.offline;
  return connection === "refused" ? texts.signIn : "";
}
