import { knowledgeCollectionView, knowledgeItemView } from "@guichet/contract";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser } from "./testing/browser.ts";
import { type Corpus, openCorpus, piecesOf } from "./testing/hostile/corpus.ts";
import { DRILL_MS, openWatched } from "./testing/hostile/hostile-window.ts";
import { type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { EVERYWHERE } from "./testing/open-shop.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("hostile text in the knowledge base", { timeout: DRILL_MS }, () => {
  let guichet: Guichet;
  let browser: Browser;
  let corpus: Corpus;
  let shop: ApiContacts;
  let ada: Person;
  const responses: string[] = [];
  const articles: string[] = [];

  beforeAll(async () => {
    [guichet, browser, corpus] = await Promise.all([startGuichet(), launchBrowser(), openCorpus()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const users = [{ userId: ada.id, role: "supervisor" }];
    await ada.call(z.unknown(), "PUT", `/channels/${shop.channelId}/access`, { users, teamIds: [] });
    await shop.write("Kai Wong", "Where is my lamp?");
    const short = corpus.fitting(100).map(({ text }) => text);
    const made = { ...EVERYWHERE, name: short[0] };
    const shelf = await ada.call(knowledgeCollectionView, "POST", "/knowledge-collections", made);
    for (const [n, piece] of piecesOf(corpus.vectors, 12).entries()) {
      // What looks like a placeholder in them is none, and would be refused.
      const text = piece
        .map((vector) => vector.text.replaceAll("{{", "{ {"))
        .join("\n\n")
        .slice(0, 4900);
      for (const kind of ["response", "article"]) {
        const body = { kind, collectionId: shelf.id, title: short[n % short.length], text, published: true };
        const item = await ada.call(knowledgeItemView, "POST", "/knowledge-items", body);
        if (item.url === null) responses.push(item.id);
        else articles.push(item.url);
      }
    }
  }, DRILL_MS);
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    corpus?.canary.stop();
    await guichet?.stop();
  });

  it("S1 titles, texts and collections stay text in the finder and in the tab", async () => {
    const window = await openWatched(browser, guichet.base, ada);
    const { page } = window;
    await window.goTo("/inbox/new");
    await page
      .getByRole("link", { name: /Kai Wong/ })
      .first()
      .click();
    await page.getByRole("textbox", { name: "Reply" }).click();
    await page.keyboard.type("/");
    await page.getByRole("option").first().waitFor();
    for (let n = 0; n < responses.length + articles.length; n += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Knowledge base" }).click();
    await page.getByRole("tabpanel").getByRole("listitem").first().getByRole("button").click();
    await window.isClean();
  });

  it("S1 they stay text in the lists and editors of Settings, previews included", async () => {
    const window = await openWatched(browser, guichet.base, ada);
    await window.goTo("/settings/knowledge");
    await expect.poll(() => window.page.getByRole("row").count()).toBeGreaterThan(3);
    await window.goTo("/settings/knowledge/collections");
    await window.page.getByRole("row").nth(1).waitFor();
    for (const id of responses.slice(0, 5)) {
      await window.goTo(`/settings/knowledge/items/${id}`);
      await window.page.getByRole("region", { name: "Preview" }).waitFor();
    }
    await window.isClean();
  });

  it("S1 S2 the pages of articles run nothing, fetch nothing and hold no element of theirs", async () => {
    const window = await openWatched(browser, guichet.base);
    expect(articles.length).toBeGreaterThan(3);
    for (const address of articles) {
      await window.goTo(new URL(address).pathname);
      await window.page.getByRole("heading", { level: 1 }).waitFor();
    }
    await window.isClean();
    expect(corpus.canary.calls).toEqual([]);
  });
});
