import { randomUUID } from "node:crypto";
import { invitationSent, listConversationsAnswer, sendMessageAnswer, type UserId, userView } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Vector } from "../server/src/testing/xss/vectors.ts";
import { launchBrowser } from "./testing/browser.ts";
import { type Corpus, fewOf, inSink, linesOf, openCorpus, piecesOf, type Show } from "./testing/hostile/corpus.ts";
import { countDrawn } from "./testing/hostile/drawn.ts";
import { DRILL_MS, openWatched, type WatchedWindow } from "./testing/hostile/hostile-window.ts";
import { type ApiDoor, openApiDoor } from "./testing/hostile/post-events.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const [name, subject, handle, value] = [inSink("name"), inSink("subject"), inSink("handle"), inSink("value")];
/** The queue shows the beginning alone: the serial stands there. */
const text: Show = (vector) => `${vector.serial}. ${vector.text}//text`;
const preview: Show = (vector) => text(vector).slice(0, 100);

describe("hostile text in the Shared Inbox", { timeout: DRILL_MS }, () => {
  let guichet: Guichet;
  let browser: Browser;
  let corpus: Corpus;
  let admin: Person;
  let bea: Person;
  let shop: ApiDoor;
  let chat: ApiDoor;
  let window: WatchedWindow;
  let page: Page;
  let queue: Locator;
  let thread: Locator;
  let chatId: string;

  beforeAll(async () => {
    [guichet, browser, corpus] = await Promise.all([startGuichet(), launchBrowser(), openCorpus()]);
    admin = await setUp(guichet);
    [shop, chat] = [await openApiDoor(admin, "Shop"), await openApiDoor(admin, "Chat")];
    await shop.post(corpus.vectors.map(toStranger));
    await chat.post(
      corpus.vectors.map((vector) => ({
        type: "message",
        id: `chat-${vector.serial}`,
        // One contact, of whom each message tells more.
        contact: { id: "anna", name: "Anna", attributes: toAttribute(vector) },
        text: text(vector),
      })),
    );
    const channels = { [shop.channelId]: "contributor", [chat.channelId]: "contributor" } as const;
    bea = await addAgent(guichet, admin, { firstName: "Bea", lastName: "Lind", channels });
    await vi.waitUntil(async () => (await countRows()) === corpus.vectors.length + 1, { timeout: 60_000 });
    const { items } = await bea.call(
      listConversationsAnswer,
      "GET",
      `/conversations?status=new&channels=${chat.channelId}`,
    );
    chatId = items[0]?.id ?? "";
    window = await openWatched(browser, guichet.base, bea);
    page = window.page;
    queue = page.getByRole("region", { name: "Shared Inbox" });
    thread = page.getByRole("region", { name: /^Conversation with/ });
  }, DRILL_MS);
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    corpus?.canary.stop();
    await guichet?.stop();
  });

  it("S1 names and previews stay text in the queue", async () => {
    await window.goTo("/inbox/new");
    const [names, previews] = [countDrawn(corpus.vectors, name), countDrawn(corpus.vectors, preview)];
    const scroller = queue.locator("ul", { has: page.locator("a[data-row]") }).locator("..");
    await names.scrollUntilAll(scroller, "end");
    await previews.scrollUntilAll(scroller, "start");
    await window.isClean();
  });

  it("S1 who writes stays text in header, thread, contact's pane, toast and assistive names", async () => {
    const { items } = await listRows(`channels=${shop.channelId}`);
    for (const vector of fewOf(corpus.vectors, 4)) {
      const row = items.find((one) => one.contact.name === name(vector));
      await page.goto(`${guichet.base}/conversations/${row?.id}`);
      await thread.getByRole("article").first().waitFor();
      await page.getByRole("heading", { name: "Attributes" }).waitFor();
      for (const show of [name, text, subject, handle, value]) {
        const drawn = countDrawn([vector], show);
        await drawn.lookUntilAll(page);
      }
      await thread.getByRole("button", { name: "Resolve", exact: true }).click();
      await page
        .getByText(`${name(vector)}: resolved`.replaceAll(/\s+/g, " "))
        .first()
        .waitFor();
    }
    await window.isClean();
  });

  it("S1 hundreds of messages, and of attributes of one contact, stay text", async () => {
    await window.goTo(`/conversations/${chatId}`);
    const [messages, attributes] = [countDrawn(corpus.vectors, text), countDrawn(corpus.vectors, value)];
    await messages.scrollUntilAll(thread.getByRole("log"), "start");
    await page.getByRole("heading", { name: "Attributes" }).waitFor();
    await attributes.lookUntilAll(page);
    await window.isClean();
  });

  it("S1 internal comments and drafts stay text", async () => {
    const comment = inSink("comment");
    for (const piece of piecesOf(corpus.vectors, 20)) {
      const body = { id: randomUUID(), kind: "comment", text: linesOf(piece, comment) };
      await bea.call(sendMessageAnswer, "POST", `/conversations/${chatId}/messages`, body);
    }
    const draft = {
      text: linesOf(corpus.vectors).slice(0, 100_000),
      kind: "comment",
      replyToId: null,
      attachmentIds: [],
    };
    await bea.call(z.unknown(), "PUT", `/conversations/${chatId}/draft`, draft);
    await window.goTo(`/conversations/${chatId}`);
    const drafts = countDrawn(corpus.vectors.filter(({ text: one }) => draft.text.includes(one)));
    await drafts.lookUntilAll(thread.locator("textarea"));
    const comments = countDrawn(corpus.vectors, comment);
    await comments.scrollUntilAll(thread.getByRole("log"), "start");
    await window.isClean();
  });

  it("S1 colleagues' names stay text where one assigns, mentions, filters and searches", async () => {
    const fitting = corpus.fitting(100);
    const ids: UserId[] = [];
    for (const [at, vector] of fitting.entries()) ids.push(await addColleague(vector, at));
    for (const piece of piecesOf(fitting, 40)) {
      const mentions = piece.map((vector) => ids[fitting.indexOf(vector)]);
      const mentioned = linesOf(piece, (vector) => `@${vector.text} Lind`);
      const body = { id: randomUUID(), kind: "comment", text: mentioned, mentions };
      await bea.call(sendMessageAnswer, "POST", `/conversations/${chatId}/messages`, body);
    }
    await window.goTo(`/conversations/${chatId}`);
    const mentioned = countDrawn(fitting, (vector) => `@${vector.text} Lind`);
    await mentioned.scrollUntilAll(thread.getByRole("log"), "start");
    const [menu, filter, palette] = [countDrawn(fitting), countDrawn(fitting), countDrawn(fitting)];
    await thread.getByRole("button", { name: /^Assignment:/ }).click();
    await page.getByRole("dialog", { name: "Assignment" }).getByText("Unassigned").waitFor();
    await expect
      .poll(() => page.getByRole("dialog", { name: "Assignment" }).getByRole("button").count())
      .toBeGreaterThan(fitting.length);
    await menu.lookUntilAll(page.getByRole("dialog", { name: "Assignment" }));
    await page.keyboard.press("Escape");
    await queue.getByRole("button", { name: "Assigned to" }).click();
    await expect.poll(() => page.getByRole("checkbox").count()).toBeGreaterThan(fitting.length);
    await filter.lookUntilAll(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Assign to");
    await page.getByRole("option", { name: /^Assign to$/ }).click();
    await expect.poll(() => page.getByRole("option").count()).toBeGreaterThan(fitting.length);
    await palette.lookUntilAll(page.getByRole("listbox"));
    // A key more would leave the conversation.
    await window.goTo(`/conversations/${chatId}`);
    const field = thread.locator("textarea");
    await field.fill("");
    await thread.getByRole("button", { name: "Internal comment", exact: true }).click();
    await field.pressSequentially("@");
    const offered = page.getByRole("listbox", { name: "Mention" });
    await offered.waitFor();
    const mentions = countDrawn(fitting);
    await mentions.look(offered);
    expect(fitting.length - mentions.missing).toBe(await offered.getByRole("option").count());
    await window.isClean();
  });

  it("S1 none of it has called anybody", () => {
    expect(corpus.canary.calls).toEqual([]);
  });

  /** Everything an outside system can say of somebody. */
  function toStranger(vector: Vector) {
    const { serial } = vector;
    const contact = { id: `${serial}`, name: name(vector), handle: handle(vector), attributes: toAttribute(vector) };
    return { type: "message" as const, id: `m-${serial}`, contact, text: text(vector), subject: subject(vector) };
  }

  function toAttribute(vector: Vector): Record<string, string> {
    return { [vector.text.length <= 100 ? vector.text : `${vector.serial}`]: value(vector) };
  }

  async function addColleague(vector: Vector, at: number): Promise<UserId> {
    const person = { firstName: vector.text, lastName: "Lind", email: `${at}@lumen.example`, accountRole: "agent" };
    const { user } = await admin.call(invitationSent, "POST", "/users", {
      ...person,
      userReference: null,
      shortCode: null,
    });
    const channels = [{ channelId: chat.channelId, role: "contributor" }];
    await admin.call(userView, "PUT", `/users/${user.id}/access`, { accessMode: "channels", channels });
    return user.id;
  }

  async function listRows(query: string) {
    const items = [];
    for (let after = ""; ; ) {
      const page = await bea.call(
        listConversationsAnswer,
        "GET",
        `/conversations?status=new&limit=100&${query}${after}`,
      );
      items.push(...page.items);
      if (page.next === null) return { items };
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  async function countRows(): Promise<number> {
    return (await listRows("")).items.length;
  }
});
