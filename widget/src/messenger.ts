import type { MessengerConfig, VisitorMessage } from "@guichet/contract/messenger";
import type { Options } from "./options.ts";
import type { Listeners } from "./page/listeners.ts";
import { selectTexts } from "./page/texts.ts";
import { watchAddress } from "./page/watch-address.ts";
import { doorOf } from "./talk/api.ts";
import { openStore, openTabStore, type Store } from "./talk/store.ts";
import { Talk } from "./talk/talk.ts";
import { createView, type View } from "./ui/view.ts";

/** One messenger on one page: joins the conversation and the screen. */
export class Messenger {
  readonly talk: Talk;
  readonly #view: View;
  readonly #listeners: Listeners;
  readonly #controller = new AbortController();
  /** Remembered for this tab, so that the messenger stays open from page to page. */
  readonly #tab: Store;
  #isOpen = false;
  #isShowing = false;
  #unread = 0;

  constructor(options: Options, config: MessengerConfig, listeners: Listeners) {
    const { channel, locale } = options;
    const { signal } = this.#controller;
    const store = openStore(channel);
    const texts = selectTexts(locale, config.texts, options.texts);
    this.#listeners = listeners;
    this.#tab = openTabStore(channel);
    this.talk = new Talk({
      ...{ channel, store, signal, door: doorOf(options.host, channel) },
      isOpen: () => this.#isOpen,
      changed: () => this.#changed(),
      visitorChanged: () => this.#view?.composer.restore(),
      event: listeners.tell,
      news: (message) => this.#hear(message),
    });
    this.#view = createView({
      ...{ talk: this.talk, store, config, texts, locale, signal, hasLauncher: options.launcher },
      toggle: () => (this.#isOpen ? this.close() : this.open()),
      close: () => this.close(),
      looked: () => this.#looked(),
    });
    document.addEventListener("visibilitychange", () => this.#returned(), { signal });
    watchAddress(signal, () => this.talk.pageChanged());
    if (this.#tab.get("open") && !this.#view.panel.isModal()) this.open(false);
    this.#changed();
  }

  open(takesFocus = true): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#tab.set("open", "1");
    this.#view.open(takesFocus);
    this.talk.wake();
    this.#changed();
    this.#listeners.tell("open");
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#tab.remove("open");
    this.#view.close();
    this.#changed();
    this.#listeners.tell("close");
  }

  logout(): void {
    this.close();
    this.talk.logout();
    this.#listeners.tell("logout");
  }

  destroy(): void {
    this.#controller.abort();
    this.#listeners.tell("destroy");
  }

  /** However much changes at once, the screen is drawn once. */
  #changed(): void {
    if (this.#isShowing) return;
    this.#isShowing = true;
    queueMicrotask(() => {
      this.#isShowing = false;
      this.#show();
    });
  }

  #show(): void {
    if (this.#controller.signal.aborted) return;
    const state = this.talk.state();
    this.#view.show(state);
    if (state.unread !== this.#unread) this.#listeners.tell("unread", state.unread);
    this.#unread = state.unread;
    this.#looked();
  }

  #returned(): void {
    if (!document.hidden) this.talk.wake();
    this.#looked();
  }

  /** What stands at the end of an open messenger in a visible tab is read. */
  #looked(): void {
    if (!this.#isOpen || document.hidden || !this.#view.list.isAtEnd()) return;
    const last = this.talk.state().messages.findLast((message) => message.from === "agent");
    if (last) this.talk.read(last.orderKey);
  }

  #hear({ id, authorName, text, at }: VisitorMessage): void {
    this.#view.news.textContent = `${authorName}: ${text}`;
    this.#listeners.tell("message", { id, authorName, text, at });
  }
}
