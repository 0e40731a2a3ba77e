import type { MessengerConfig } from "@guichet/contract/messenger";
import type { Locale } from "@guichet/contract/people";
import { fillText, type Texts } from "../page/texts.ts";
import type { Store } from "../talk/store.ts";
import type { Talk, TalkState } from "../talk/talk.ts";
import { Composer } from "./composer.ts";
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
  const composer = new Composer({ ...around, ...around.config, texts, sent: list.toEnd });
  const typing = element("p", { class: "typing", "aria-hidden": "true" });
  const panel = createPanel({
    ...{ texts, signal, onClose: around.close, onFiles: (files: Iterable<File>) => composer.tray.add(files) },
    middle: [...list.parts, typing, composer.element],
  });
  const launcher = createLauncher(texts, around.toggle);
  /** What is said once to screen readers; inside the panel while that is open, because a modal one silences all else. */
  const news = element("div", { class: "sr", role: "status" });
  ground.append(panel.dialog, news);
  if (around.hasLauncher) ground.append(launcher.button);

  return {
    ...{ list, composer, panel, news },
    open(takesFocus: boolean): void {
      panel.open(takesFocus);
      panel.dialog.append(news);
      composer.fit();
      list.toEnd();
      if (takesFocus && !panel.isModal()) composer.focus();
    },
    close(): void {
      panel.dialog.close();
      ground.append(news);
      // The browser gives the focus back to whoever had it before; where that is gone, the button is the nearest place.
      if (document.activeElement === document.body) launcher.button.focus({ preventScroll: true });
    },
    show(state: TalkState): void {
      list.show(state);
      launcher.show(panel.dialog.open, state.unread);
      typing.textContent = typingText(state.typing, texts);
      panel.notice(noticeOf(state, texts));
    },
  };
}

/** Who types is not always said. */
function typingText(name: string | null, texts: Texts): string {
  return name ? fillText(texts.typing, { name }) : name === null ? "" : "…";
}

function noticeOf({ connection }: TalkState, texts: Texts): string {
  if (connection === "offline") return texts.offline;
  return connection === "refused" ? texts.signIn : "";
}
