import type { Browser, Locator, Page } from "playwright-core";
import { type ApiContacts, addApiContacts } from "./api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./browser.ts";
import { addAgent, type Person, setUp } from "./house.ts";
import { pressUntil } from "./press-until.ts";
import { type Guichet, startGuichet } from "./start-guichet.ts";

/** An Admin in Settings, a Contributor and a Viewer in the Shared Inbox, and three contacts who wrote. */
export type InboxHouse = {
  readonly guichet: Guichet;
  readonly browser: Browser;
  readonly shop: ApiContacts;
  readonly ada: Person;
  readonly admin: Window;
  readonly bea: Window;
  readonly carl: Window;
  /** Bea's page, its queue and its conversation. */
  readonly page: Page;
  readonly queue: Locator;
  readonly thread: Locator;
  row(contact: string): Locator;
  open(contact: string): Promise<void>;
  /** A topic at the head of the open conversation. */
  topic(name: string): Locator;
  /** Who stands in the queue, by name. */
  rows(of?: Page): Promise<string[]>;
  /** The words of a tab with its count: `New3`. */
  tab(name: string): Promise<string>;
  stop(): Promise<void>;
};

export async function startInboxHouse(settingsPath: string): Promise<InboxHouse> {
  const [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
  const ada = await setUp(guichet);
  const shop = await addApiContacts(ada, "Shop");
  const role = (name: "contributor" | "viewer") => ({ lastName: "Lind", channels: { [shop.channelId]: name } });
  const one = await addAgent(guichet, ada, { firstName: "Bea", ...role("contributor") });
  const two = await addAgent(guichet, ada, { firstName: "Carl", ...role("viewer") });
  for (const contact of ["Anna", "Bruno", "Clara"]) await shop.write(contact, `Hello from ${contact}`);
  const admin = await openAs(browser, guichet.base, ada, settingsPath);
  const bea = await openAs(browser, guichet.base, one, "/inbox/new");
  const carl = await openAs(browser, guichet.base, two, "/inbox/new");
  const { page } = bea;
  const queue = page.getByRole("region", { name: "Shared Inbox" });
  const thread = page.getByRole("region", { name: /^Conversation with/ });
  const row = (contact: string): Locator => queue.getByRole("link", { name: new RegExp(contact) });
  return {
    ...{ guichet, browser, shop, ada, admin, bea, carl, page, queue, thread, row },
    async open(contact) {
      await pressUntil(row(contact), page.getByRole("region", { name: `Conversation with ${contact}` }));
    },
    topic: (name) => thread.getByRole("list", { name: "Topics", exact: true }).getByText(name),
    async rows(of = page) {
      const links = of.getByRole("region", { name: "Shared Inbox" }).locator("[data-row]");
      return (await links.allTextContents()).map((text) => /Anna|Bruno|Clara/.exec(text)?.[0] ?? text).sort();
    },
    async tab(name) {
      const text = await queue.getByRole("link", { name: new RegExp(`^${name}`) }).textContent();
      return (text ?? "").replaceAll(/\s/g, "");
    },
    async stop() {
      await browser.close();
      shop.stop();
      await guichet.stop();
    },
  };
}
