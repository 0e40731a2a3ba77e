import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InstagramAccount, InstagramAccounts } from "../simulator/src/instagram/instagram-accounts.ts";
import { instagramNetwork } from "../simulator/src/instagram/instagram-network.ts";
import { MetaSimulator } from "../simulator/src/meta/meta-simulator.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("an account of Instagram", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let reply: NetworkHouse["reply"];
  let meta: MetaSimulator;
  let lamps: InstagramAccount;

  beforeAll(async () => {
    meta = new MetaSimulator({ retryBaseMs: 200 });
    await meta.start();
    const accounts = new InstagramAccounts(meta);
    lamps = accounts.addAccount(meta.addApp("Care"), "lumen");
    lamps.person({ username: "zoe.m", name: "Zoé Martin" });
    house = await openNetworkHouse(instagramNetwork(accounts, meta.graphUrl));
    ({ guichet, ada, page, thread, telephone, write, reply } = house);
    const picture = await telephone.page.screenshot({ type: "png", clip: { x: 0, y: 0, width: 400, height: 300 } });
    lamps.publish("New lamps, made in Lyon. Which colour next?", { picture });
    lamps.story(picture);
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await meta?.stop();
  });

  it("W150 W153 W173 the steps in Instagram are shown, and a wrong secret is said where it was typed", async () => {
    await page.getByRole("button", { name: /^Instagram/ }).click();
    await page.getByText(/Allow access to messages/).waitFor();
    await page.getByLabel("Display name").fill("Lumen on Instagram");
    await page.getByLabel("Instagram app ID").fill(lamps.world.app.id);
    await page.getByLabel("Instagram app secret").fill("f".repeat(32));
    await page.getByLabel("Access token").fill(lamps.world.token);
    await page.getByRole("group", { name: "Graph API" }).getByLabel("Address").fill(meta.graphUrl);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "instagram-refused");
  });

  it("W150 W153 with the right one the account is connected; address and verify token are there to be copied", async () => {
    await page.getByLabel("Instagram app secret").fill(lamps.world.app.secret);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "instagram-added");
    const [address = "", token = ""] = await page.getByRole("code").allTextContents();
    await lamps.world.app.setWebhook("instagram", address, token, ["messages", "comments"]);
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected to @lumen.").waitFor();
    await page.getByText(address).waitFor();
    await look(page, "instagram-settings");
    const option = page.getByRole("switch", { name: "Reactions open conversations" });
    await option.scrollIntoViewIfNeeded();
    expect(await option.isChecked()).toBe(true);
    await look(page, "instagram-reactions-option");
  });

  it("W153 W160 a message is in the Shared Inbox under its author's name, and the answer on the telephone", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("The shade of my lamp arrived broken.");
    await page.getByRole("link", { name: /The shade of my lamp arrived broken/ }).click();
    await thread.getByRole("article", { name: "Message from Zoé Martin" }).waitFor();
    await reply("We send you a new one today.");
    await telephone.page.getByText("We send you a new one today.", { exact: true }).waitFor();
    await telephone.page.getByRole("button", { name: "React with ❤️" }).click();
    await thread.getByRole("list", { name: "Reactions" }).getByText("❤️").first().waitFor();
    await thread.getByText("Zoé Martin reacted with ❤️").first().waitFor();
  });

  it("W153 where nothing is open a reaction alone opens a conversation, and says who reacted to what", async () => {
    await reply("It leaves tonight.");
    await telephone.page.getByText("It leaves tonight.", { exact: true }).waitFor();
    await thread.getByRole("button", { name: "Resolve", exact: true }).click();
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await telephone.page.getByRole("button", { name: "React with ❤️" }).last().click();
    await page.getByRole("link", { name: /Reacted with ❤️/ }).click();
    await thread.getByText("Zoé Martin reacted with ❤️").last().waitFor();
    await thread.getByRole("button", { name: "It leaves tonight.", exact: true }).waitFor();
    await look(page, "instagram-reaction");
    await reply("Glad that you like it.");
    await telephone.page.getByText("Glad that you like it.", { exact: true }).waitFor();
  });

  it("W153 an answer to a story shows the story, a mention in one shows it too", async () => {
    telephone.page.once("dialog", (asked) => void asked.accept("I want this one!"));
    await telephone.page.getByRole("button", { name: "Answer a story" }).click();
    await thread.getByText("I want this one!", { exact: true }).waitFor();
    await thread.getByText("Answers your story").waitFor();
    await telephone.page.getByRole("button", { name: "Mention in a story" }).click();
    await thread.getByText("Mentions you in a story").waitFor();
    await expect.poll(() => thread.getByRole("button", { name: /^Enlarge/ }).count()).toBe(2);
    await look(page, "instagram-story");
    await look(telephone.page, "instagram-telephone");
  });

  it("W153 W87 a comment stands under its post, is answered there, hidden and answered in private", async () => {
    const chat = telephone.page
      .getByRole("link", { name: /New lamps/ })
      .or(telephone.page.getByRole("button", { name: /New lamps/ }));
    await chat.first().click();
    await write("Please a green one!");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Please a green one/ }).click();
    await thread.getByText("New lamps, made in Lyon. Which colour next?").waitFor();
    await thread
      .getByRole("region", { name: "Post" })
      .getByRole("button", { name: /^Enlarge/ })
      .waitFor();
    await look(page, "instagram-comment");
    await reply("It comes in May.");
    await telephone.page.getByText("It comes in May.", { exact: true }).waitFor();
    const comment = thread.getByRole("article", { name: "Message from zoe.m" });
    await comment.hover();
    await comment.getByRole("button", { name: /^More for this message/ }).click();
    await page.getByRole("menuitem", { name: "Hide on the network" }).click();
    await comment.getByText("Hidden on the network").waitFor();
    expect(lamps.world.comments[0]?.hidden).toBe(true);
    await comment.hover();
    await comment.getByRole("button", { name: /^Reply in private/i }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Message" }).fill("Shall we keep one for you?");
    await look(page, "instagram-private-reply", WIDE);
    await dialog.getByRole("button", { name: "Send in private" }).click();
    await expect.poll(() => lamps.world.messages.at(-1)?.text).toMatch(/^Shall we keep one for you\?/);
  });

  it("the same in French, with Facebook's log-in", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^Instagram/ }).click();
    await page.getByLabel("Identifiant de l’app Instagram").waitFor();
    await look(page, "instagram-fr");
    await page.getByRole("radio", { name: "Facebook" }).check();
    await page.getByLabel("Jeton d’accès de la Page").waitFor();
    await look(page, "instagram-fr-facebook");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
