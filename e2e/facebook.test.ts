import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { facebookNetwork } from "../simulator/src/facebook/facebook-network.ts";
import { type FacebookPage, FacebookPages } from "../simulator/src/facebook/facebook-pages.ts";
import { MetaSimulator } from "../simulator/src/meta/meta-simulator.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("a Page of Facebook", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let reply: NetworkHouse["reply"];
  let meta: MetaSimulator;
  let lamps: FacebookPage;

  beforeAll(async () => {
    meta = new MetaSimulator({ retryBaseMs: 200 });
    await meta.start();
    const pages = new FacebookPages(meta);
    lamps = pages.addPage(meta.addApp("Care"), "Lumen");
    lamps.person({ firstName: "Zoé", lastName: "Martin" });
    house = await openNetworkHouse(facebookNetwork(pages, meta.graphUrl));
    ({ guichet, ada, page, thread, telephone, write, reply } = house);
    const picture = await telephone.page.screenshot({ type: "png", clip: { x: 0, y: 0, width: 400, height: 300 } });
    lamps.post("New lamps, made in Lyon. Which colour next?", { picture });
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await meta?.stop();
  });

  it("W150 W152 a wrong app secret is said where it was typed, and nothing is connected", async () => {
    await page.getByRole("button", { name: /^Facebook/ }).click();
    await page.getByLabel("Display name").fill("Lumen on Facebook");
    await page.getByLabel("App ID").fill(lamps.world.app.id);
    await page.getByLabel("App secret").fill("f".repeat(32));
    await page.getByLabel("Page access token").fill(lamps.world.token);
    await page.getByRole("group", { name: "Graph API" }).getByLabel("Address").fill(meta.graphUrl);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "facebook-refused");
  });

  it("W150 W152 with the right one the Page is connected, and everything answers", async () => {
    await page.getByLabel("App secret").fill(lamps.world.app.secret);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "facebook-added");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected to the Page Lumen.").waitFor();
    expect(await page.getByLabel("Page access token").inputValue()).toBe("");
    await look(page, "facebook-settings");
  });

  it("W160 a message is in the Shared Inbox under its author's name, and the answer on the telephone", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("The shade of my lamp arrived broken.");
    await page.getByRole("link", { name: /The shade of my lamp arrived broken/ }).click();
    await thread.getByRole("article", { name: "Message from Zoé Martin" }).waitFor();
    await reply("We send you a new one today.");
    await telephone.page.getByText("We send you a new one today.", { exact: true }).waitFor();
    await telephone.page.getByRole("button", { name: "React with ❤️" }).click();
    await thread.getByRole("list", { name: "Reactions" }).getByText("❤️").waitFor();
    await look(page, "facebook-messenger");
    await look(telephone.page, "facebook-telephone");
  });

  it("W152 W87 a comment stands under its post, which Facebook was asked for", async () => {
    await openPost();
    await write("Please a green one!");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Please a green one/ }).click();
    await thread.getByText("New lamps, made in Lyon. Which colour next?").waitFor();
    await thread
      .getByRole("region", { name: "Post" })
      .getByRole("button", { name: /^Enlarge/ })
      .waitFor();
    await look(page, "facebook-comment");
    await reply("It comes in May.");
    await telephone.page.getByText("It comes in May.", { exact: true }).waitFor();
  });

  it("W163 the comment is liked and hidden there, and shown here as such", async () => {
    const comment = thread.getByRole("article", { name: "Message from Zoé Martin" });
    await comment.hover();
    await comment.getByRole("button", { name: /^More for this message/ }).click();
    await look(page, "facebook-moderate", WIDE);
    await page.getByRole("menuitem", { name: "Like as the page" }).click();
    await comment.getByText("Liked by the page").waitFor();
    expect(lamps.world.comments[0]?.likedByPage).toBe(true);
    await comment.hover();
    await comment.getByRole("button", { name: /^More for this message/ }).click();
    await page.getByRole("menuitem", { name: "Hide on the network" }).click();
    await comment.getByText("Hidden on the network").waitFor();
    expect(lamps.world.comments[0]?.hidden).toBe(true);
    await look(page, "facebook-tended");
  });

  it("W98 W163 from the palette the hidden comment is shown again", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("Show again on");
    await look(page, "facebook-palette", WIDE);
    await page.keyboard.press("Enter");
    await expect.poll(() => lamps.world.comments[0]?.hidden).toBe(false);
    await thread.getByText("Hidden on the network").waitFor({ state: "detached" });
  });

  it("W92 the comment is answered in private, and the person answers in Messenger", async () => {
    const comment = thread.getByRole("article", { name: "Message from Zoé Martin" });
    await comment.hover();
    await comment.getByRole("button", { name: /^Reply in private/i }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Message" }).fill("Shall we keep one for you?");
    await look(page, "facebook-private-reply", WIDE);
    await dialog.getByRole("button", { name: "Send in private" }).click();
    await expect.poll(() => lamps.world.messages.at(-1)?.text).toMatch(/^Shall we keep one for you\?/);
  });

  it("W163 a comment is deleted on the network after a question", async () => {
    await openPost();
    await write("Buy cheap watches");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Buy cheap watches/ }).click();
    const comment = thread.getByRole("article", { name: "Message from Zoé Martin" }).last();
    await comment.hover();
    await comment.getByRole("button", { name: /^More for this message/ }).click();
    await page.getByRole("menuitem", { name: "Delete on the network" }).click();
    await look(page, "facebook-delete", WIDE);
    await page.getByRole("dialog").getByRole("button", { name: "Delete on the network" }).click();
    await thread.getByText("Deleted on the network", { exact: true }).first().waitFor();
    expect(lamps.world.comments.at(-1)?.deleted).toBe(true);
  });

  it("W124 seed S44 under a muted post later comments are resolved at once, until it is unmuted in the log", async () => {
    await page.goto(`${guichet.base}/settings/muted-posts`);
    await page.getByRole("switch", { name: "Allow agents to mute posts" }).check({ force: true });
    await page.getByText("Saved").waitFor();
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("region", { name: "Shared Inbox" }).getByRole("link", { name: /Zoé/ }).click();
    await page.getByRole("button", { name: "Mute post" }).click();
    await page.getByText("Post muted. What is open stays as it is.").waitFor();
    await page.getByText("Later comments under it are resolved at once.").waitFor();
    await look(page, "facebook-muted-post");
    await thread.getByRole("button", { name: "Resolve", exact: true }).click();
    await page.getByText("Nobody is waiting").waitFor();
    await write("And when in red?");
    await page.goto(`${guichet.base}/inbox/resolved`);
    await page.getByRole("link", { name: /And when in red/ }).waitFor();
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await page.goto(`${guichet.base}/settings/muted-posts`);
    await page.getByRole("button", { name: /^Unmute “New lamps/ }).click();
    await page.getByText("No post is muted").waitFor();
    await write("Or in blue?");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Or in blue/ }).waitFor();
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^Facebook/ }).click();
    await page.getByLabel("Jeton d’accès de la Page").waitFor();
    await look(page, "facebook-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });

  async function openPost(): Promise<void> {
    const chat = telephone.page
      .getByRole("link", { name: /New lamps/ })
      .or(telephone.page.getByRole("button", { name: /New lamps/ }));
    await chat.first().click();
  }
});
