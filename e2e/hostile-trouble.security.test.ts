import { once } from "node:events";
import { createServer, type Server } from "node:http";
import {
  channelCreated,
  channelTest,
  listConversationsAnswer,
  problemList,
  sendMessageAnswer,
} from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { uuidV7 } from "../server/src/lib/uuid-v7.ts";
import { launchBrowser } from "./testing/browser.ts";
import { type Corpus, fewOf, inSink, linesOf, openCorpus, piecesOf, type Show } from "./testing/hostile/corpus.ts";
import { countDrawn } from "./testing/hostile/drawn.ts";
import { DRILL_MS, openWatched, pressUntilGone, type WatchedWindow } from "./testing/hostile/hostile-window.ts";
import { type ApiDoor, openApiDoor } from "./testing/hostile/post-events.ts";
import { type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** What another system may say of one failure: a thousand characters. */
const IN_ONE_ERROR = 3;
/** Refused before anything is sent, for good. */
const NOWHERE = "http://10.255.255.1/lamp.png";
/** A slash would end the name. */
const fileName: Show = ({ serial, text }) => `${serial} ${text.replaceAll(/[/\\]/g, " ")}.txt`;
const error = inSink("error");

describe("hostile text in what goes wrong", { timeout: DRILL_MS }, () => {
  let guichet: Guichet;
  let browser: Browser;
  let corpus: Corpus;
  let admin: Person;
  let system: Server;
  let address: string;
  let answers = 200;
  let shop: ApiDoor;
  let window: WatchedWindow;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser, corpus] = await Promise.all([startGuichet(), launchBrowser(), openCorpus()]);
    system = createServer((request, response) => {
      request.resume();
      response.writeHead(answers).end("{}");
    }).listen(0, "127.0.0.1");
    await once(system, "listening");
    const at = system.address();
    address = `http://127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}/`;
    admin = await setUp(guichet);
    shop = await openApiDoor(admin, "Shop", address);
    window = await openWatched(browser, guichet.base, admin);
    page = window.page;
  }, DRILL_MS);
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    corpus?.canary.stop();
    system?.closeAllConnections();
    system?.close();
    await guichet?.stop();
  });

  it("S1 what another system says of a failure stays text in the thread and among the problems", async () => {
    await shop.post([{ type: "message", id: "m1", contact: { id: "anna", name: "Anna" }, text: "Hello" }]);
    const id = await findConversation();
    const pieces = piecesOf(corpus.vectors, IN_ONE_ERROR);
    for (const piece of pieces) {
      const body = { id: uuidV7(), kind: "reply", text: "Sorry", afterwards: "stay" };
      await admin.call(sendMessageAnswer, "POST", `/conversations/${id}/messages`, body);
      await shop.tell([{ id: body.id, status: "failed", error: linesOf(piece, error) }]);
    }
    await vi.waitUntil(async () => (await countProblems("outbound_failed")) === pieces.length, { timeout: DRILL_MS });
    await window.goTo(`/inbox/new/${id}`);
    const told = countDrawn(corpus.vectors, error);
    await told.scrollUntilAll(page.getByRole("region", { name: /^Conversation with/ }).getByRole("log"), "start");
    await lookAtProblems(error);
    await window.isClean();
  });

  it("S1 files that could not be fetched stay text by their names", async () => {
    const files = piecesOf(corpus.vectors, 15);
    await shop.post(
      files.map((piece, at) => ({
        ...{ type: "message", id: `f${at}`, contact: { id: "berta", name: "Berta" }, text: "See here" },
        files: piece.map((vector) => ({ url: NOWHERE, name: fileName(vector) })),
      })),
    );
    const count = corpus.vectors.length;
    await vi.waitUntil(async () => (await countProblems("attachment_failed")) === count, {
      timeout: DRILL_MS,
      interval: 500,
    });
    await lookAtProblems(fileName);
    await window.isClean();
  });

  it("S1 names of channels in trouble stay text in banner and notifications", async () => {
    const few = fewOf(corpus.vectors).slice(0, 60);
    answers = 410;
    for (const vector of few) {
      const body = { platform: "api", name: vector.text, settings: { outboundUrl: address } };
      const { channel } = await admin.call(channelCreated, "POST", "/channels", body);
      await admin.call(channelTest, "POST", `/channels/${channel.id}/test`);
      const alone = countDrawn([vector]);
      await alone.lookUntilAll(page.getByRole("status", { name: "Channels in trouble" }), 20_000);
    }
    await window.goTo("/inbox/new");
    await page.getByRole("button", { name: /^Notifications/ }).click();
    const bell = countDrawn(few);
    await bell.lookUntilAll(page.getByRole("dialog", { name: "Notifications" }));
    await window.goTo("/settings/channels");
    const listed = countDrawn(few);
    await listed.lookUntilAll(page.getByRole("table"));
    await window.isClean();
  });

  it("S1 none of it has called anybody", () => {
    expect(corpus.canary.calls).toEqual([]);
  });

  async function lookAtProblems(show: Show): Promise<void> {
    await window.goTo("/settings/delivery-problems");
    await page.getByRole("button", { name: "Retry all" }).first().waitFor();
    await pressUntilGone(page.locator("main section button[aria-expanded=false]"), window.watch);
    await pressUntilGone(page.getByRole("button", { name: "Load more" }), window.watch);
    const drawn = countDrawn(corpus.vectors, show);
    await drawn.lookUntilAll(page);
  }

  async function findConversation(): Promise<string> {
    const find = async () =>
      (await admin.call(listConversationsAnswer, "GET", "/conversations?status=new")).items[0]?.id;
    return await vi.waitUntil(async () => (await find()) ?? false, { timeout: 30_000 });
  }

  async function countProblems(kind: string): Promise<number> {
    const { totals } = await admin.call(problemList, "GET", "/problems");
    return totals.filter((one) => one.kind === kind).reduce((sum, { count }) => sum + count, 0);
  }
});
