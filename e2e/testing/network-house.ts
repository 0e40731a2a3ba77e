import type { Browser, Locator, Page } from "playwright-core";
import type { Network } from "../../simulator/src/telephone/network.ts";
import { Telephone } from "../../simulator/src/telephone/telephone.ts";
import { launchBrowser, openAs, openWindow, type Window } from "./browser.ts";
import { type Person, setUp } from "./house.ts";
import { type Guichet, startGuichet } from "./start-guichet.ts";

/** A Guichet whose Admin is about to add a channel, beside the telephone of a network's contacts. */
export type NetworkHouse = {
  readonly guichet: Guichet;
  readonly browser: Browser;
  readonly ada: Person;
  /** The Admin's window and its page. */
  readonly admin: Window;
  readonly page: Page;
  /** The conversation that is open there. */
  readonly thread: Locator;
  readonly telephone: Window;
  /** As the contact. */
  readonly write: (text: string) => Promise<void>;
  /** As the Admin, in the conversation that is open. */
  readonly reply: (text: string) => Promise<void>;
  stop(): Promise<void>;
};

export async function openNetworkHouse(network: Network): Promise<NetworkHouse> {
  const played = new Telephone([network]);
  await played.start();
  const [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
  const stop = async (): Promise<void> => {
    await browser.close();
    await guichet.stop();
    await played.stop();
  };
  try {
    return { ...(await enter(guichet, browser, played.url)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function enter(guichet: Guichet, browser: Browser, telephoneUrl: string): Promise<Omit<NetworkHouse, "stop">> {
  const ada = await setUp(guichet);
  const admin = await openAs(browser, guichet.base, ada, "/settings/channels/new");
  const { page } = admin;
  const thread = page.getByRole("region", { name: /^Conversation with/ });
  const telephone = await openWindow(browser, { viewport: { width: 480, height: 860 } });
  await telephone.page.goto(telephoneUrl);
  return {
    ...{ guichet, browser, ada, admin, page, thread, telephone },
    async write(text) {
      await telephone.page.getByRole("textbox", { name: "Message" }).fill(text);
      await telephone.page.getByRole("button", { name: "Send", exact: true }).click();
    },
    async reply(text) {
      await thread.getByRole("textbox", { name: "Reply" }).fill(text);
      await page.keyboard.press("Control+Enter");
    },
  };
}
