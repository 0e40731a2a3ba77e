import {
  attachmentView,
  type ChannelId,
  channelView,
  listConversationsAnswer,
  MESSENGER_TEXTS,
  sendMessageAnswer,
  userView,
} from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { normalizeFileName } from "../server/src/files/index.ts";
import { uuidV7 } from "../server/src/lib/uuid-v7.ts";
import { launchBrowser } from "./testing/browser.ts";
import { type Corpus, fewOf, inSink, linesOf, openCorpus, piecesOf, type Show } from "./testing/hostile/corpus.ts";
import { countDrawn } from "./testing/hostile/drawn.ts";
import { becomeVisitor } from "./testing/hostile/hostile-visitor.ts";
import { DRILL_MS, openWatched, type WatchedWindow } from "./testing/hostile/hostile-window.ts";
import { addMessenger, type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** A visitor may send 50 files a day, ten in one message. */
const FILES_OF_ONE = 40;
const FILES_A_MESSAGE = 10;
const [title, url, property, mail] = [inSink("title"), inSink("url"), inSink("property"), inSink("mail")];
/** A slash would end the name. */
const fileName: Show = ({ serial, text }) => `${serial} ${text.replaceAll(/[/\\]/g, " ")}.txt`;
const shownName: Show = (vector) => normalizeFileName(fileName(vector));

describe("hostile text in the messenger", { timeout: DRILL_MS }, () => {
  let guichet: Guichet;
  let browser: Browser;
  let corpus: Corpus;
  let admin: Person;
  let channelId: ChannelId;
  let agent: WatchedWindow;
  let visitor: WatchedWindow;
  let page: Page;
  let thread: Locator;
  let panel: Locator;

  beforeAll(async () => {
    [guichet, browser, corpus] = await Promise.all([startGuichet(), launchBrowser(), openCorpus()]);
    admin = await setUp(guichet);
    channelId = await addMessenger(admin, "Website");
    agent = await openWatched(browser, guichet.base, admin);
    visitor = await openWatched(browser, guichet.base);
    page = agent.page;
    thread = page.getByRole("region", { name: /^Conversation with/ });
    panel = visitor.page.locator("guichet-messenger");
  }, DRILL_MS);
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    corpus?.canary.stop();
    await guichet?.stop();
  });

  it("S1 what a page tells of itself and of its visitor stays text on the agents' side", async () => {
    for (const vector of fewOf(corpus.fitting(90))) {
      const page = {
        title: title(vector),
        url: url(vector),
        language: vector.text.slice(0, 35),
        device: vector.text.slice(0, 60),
      };
      const told = await becomeVisitor(guichet.base, channelId, page);
      const properties = { [vector.text.slice(0, 60)]: property(vector) };
      await told.tell({ givenName: vector.text, surname: "Lind", email: mail(vector), properties });
      await told.write(`From ${vector.serial}`);
      await openConversation(`From ${vector.serial}`);
      await agent.page.getByRole("heading", { name: "Attributes" }).waitFor();
      for (const show of [title, url, property, mail, inSinkName]) {
        const drawn = countDrawn([vector], show);
        await drawn.lookUntilAll(agent.page);
      }
    }
    await agent.isClean();
  });

  it("S1 the messenger's texts and greeting stay text where visitors see them", async () => {
    for (const vector of fewOf(corpus.vectors)) {
      const texts = Object.fromEntries(MESSENGER_TEXTS.map((key) => [key, inSink(key)(vector)]));
      await admin.call(channelView, "PATCH", `/channels/${channelId}`, {
        settings: { texts: { en: texts, fr: texts } },
      });
      // The channel's settings are read anew within a few seconds.
      await vi.waitUntil(async () => (await readConfig()).includes(`${vector.serial}`), {
        timeout: 30_000,
        interval: 200,
      });
      await openPanel();
      const drawn = ["title", "intro", "placeholder", "send", "attach", "close"].map((key) =>
        countDrawn([vector], inSink(key)),
      );
      for (const one of drawn) {
        await one.lookUntilAll(visitor.page);
      }
    }
    await admin.call(channelView, "PATCH", `/channels/${channelId}`, { settings: { texts: {} } });
    await vi.waitUntil(async () => !(await readConfig()).includes("//title"), { timeout: 30_000, interval: 200 });
    await visitor.isClean();
  });

  it("S1 what a visitor writes stays text on both sides", async () => {
    await openPanel();
    const pieces = piecesOf(corpus.vectors, 12);
    for (const piece of pieces) {
      await panel.getByRole("textbox").fill(linesOf(piece));
      await visitor.page.keyboard.press("Enter");
    }
    const log = panel.getByRole("log");
    const theirs = countDrawn(corpus.vectors);
    await expect.poll(() => log.locator(".message").count()).toBe(pieces.length);
    await theirs.lookUntilAll(log);
    await expect.poll(() => log.getByText("Sending…").count()).toBe(0);
    await openConversation(linesOf(pieces.at(-1) ?? []).slice(0, 60));
    const ours = countDrawn(corpus.vectors);
    await ours.scrollUntilAll(thread.getByRole("log"), "start");
    await visitor.isClean();
    await agent.isClean();
  });

  it("S1 what an agent writes, is called and attaches stays text in the messenger", async () => {
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const reply = inSink("reply");
    const named = fewOf(corpus.fitting(90));
    for (const [at, piece] of piecesOf(corpus.vectors, 10).entries()) {
      const firstName = named[at % named.length]?.text ?? "";
      await admin.call(userView, "PATCH", `/users/${admin.id}`, { firstName });
      const attachmentIds = [];
      for (const vector of at === 0 ? piece : []) attachmentIds.push(await uploadAsAgent(fileName(vector)));
      const body = { id: uuidV7(), kind: "reply", text: linesOf(piece, reply), attachmentIds, afterwards: "stay" };
      await admin.call(sendMessageAnswer, "POST", `/conversations/${id}/messages`, body);
    }
    const log = panel.getByRole("log");
    const [replies, files] = [countDrawn(corpus.vectors, reply), countDrawn(corpus.vectors.slice(0, 10), shownName)];
    await replies.lookUntilAll(log, 60_000);
    await files.lookUntilAll(log);
    const names = countDrawn(named.slice(0, piecesOf(corpus.vectors, 10).length));
    await names.lookUntilAll(log);
    await visitor.isClean();
  });

  it("S1 names of files stay text in thread and composer, and in the visitor's own list", async () => {
    for (const [at, some] of piecesOf(corpus.vectors, FILES_OF_ONE).entries()) {
      const sender = await becomeVisitor(guichet.base, channelId);
      for (const piece of piecesOf(some, FILES_A_MESSAGE)) {
        const ids = [];
        for (const vector of piece) ids.push(await sender.upload(fileName(vector), "lamp"));
        await sender.write(`Files ${at}`, ids);
      }
      await openConversation(`Files ${at}`);
      const drawn = countDrawn(some, shownName);
      await drawn.scrollUntilAll(thread.getByRole("log"), "start");
    }
    const picked = fewOf(corpus.vectors).slice(0, 10);
    const composer = countDrawn(picked, (vector) => fileName(vector).slice(0, 60));
    const files = picked.map((vector) => ({
      name: fileName(vector),
      mimeType: "text/plain",
      buffer: Buffer.from("lamp"),
    }));
    await page.getByTestId("attach").setInputFiles(files);
    await composer.lookUntilAll(page);
    const tray = countDrawn(picked, (vector) => fileName(vector).slice(0, 60));
    await panel.locator("input[type=file]").setInputFiles(files);
    await tray.lookUntilAll(panel);
    await agent.isClean();
    await visitor.isClean();
  });

  it("S1 none of it has called anybody", () => {
    expect(corpus.canary.calls).toEqual([]);
  });

  /** It may have been left open, whatever its button is called. */
  async function openPanel(): Promise<void> {
    await visitor.goTo(`/messenger-demo/${channelId}`);
    const launcher = panel.locator(".launcher");
    await launcher.waitFor({ state: "attached" });
    if ((await launcher.getAttribute("aria-expanded")) !== "true") await launcher.click();
    await panel.getByRole("textbox").waitFor();
  }

  function inSinkName(vector: { text: string }): string {
    return `${vector.text} Lind`;
  }

  async function readConfig(): Promise<string> {
    const response = await fetch(`${guichet.base}/messenger/${channelId}/config?locale=en`, {
      headers: { origin: guichet.base },
    });
    return await response.text();
  }

  async function openConversation(text: string): Promise<void> {
    const find = async () => {
      const { items } = await admin.call(
        listConversationsAnswer,
        "GET",
        "/conversations?status=new&sort=newest&limit=100",
      );
      return items.find(({ lastMessage }) => lastMessage?.text.startsWith(text))?.id;
    };
    const id = await vi.waitUntil(find, { timeout: 30_000, interval: 100 });
    await agent.goTo(`/inbox/new/${id}`);
    await thread.getByRole("article").first().waitFor();
  }

  async function uploadAsAgent(name: string): Promise<string> {
    const response = await fetch(`${guichet.base}/api/v1/files?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { origin: guichet.base, cookie: `guichet=${admin.session}`, "content-type": "text/plain" },
      body: "lamp",
    });
    return attachmentView.parse(await response.json()).id;
  }
});
