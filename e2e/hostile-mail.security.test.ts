import { once } from "node:events";
import { createServer } from "node:http";
import { channelCreated, listConversationsAnswer } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type MailHost, startMailHost } from "../demo/src/mail/mail-host.ts";
import { buildMultipart, utf8 } from "../server/src/connectors/email/fixtures/odd-mail.ts";
import { postMail } from "../server/src/connectors/email/testing/real-mail.ts";
import { normalizeFileName } from "../server/src/files/index.ts";
import { launchBrowser } from "./testing/browser.ts";
import { type Corpus, fewOf, inSink, linesOf, openCorpus, piecesOf, type Show } from "./testing/hostile/corpus.ts";
import { countDrawn } from "./testing/hostile/drawn.ts";
import { DRILL_MS, openWatched, type WatchedWindow } from "./testing/hostile/hostile-window.ts";
import { tellStored } from "./testing/hostile/tell-stored.ts";
import { type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const [from, subject] = [inSink("from"), inSink("subject")];
/** Quotes around a name are no part of it. */
const shownFrom: Show = (vector) => from(vector).replace(/^["']+/, "");
const plain: Show = (vector) => `${vector.serial}. ${vector.text}//plain`;
/** A slash would end the name. */
const fileName: Show = ({ serial, text }) => `${serial} ${text.replaceAll(/[/\\]/g, " ")}.txt`;
/** Stands in front of each hostile piece of a page: what is left of the piece itself may be nothing. */
const label: Show = ({ serial }) => `page${serial}page`;
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const OUR_ADDRESS = "support@lumen.example";

describe("hostile text in mails", { timeout: DRILL_MS }, () => {
  let guichet: Guichet;
  let browser: Browser;
  let corpus: Corpus;
  let mail: MailHost;
  let admin: Person;
  let window: WatchedWindow;
  let page: Page;
  let thread: Locator;
  let log: Locator;

  beforeAll(async () => {
    [guichet, browser, corpus, mail] = await Promise.all([
      startGuichet(),
      launchBrowser(),
      openCorpus(),
      startMailHost(OUR_ADDRESS),
    ]);
    admin = await setUp(guichet);
    await connectMailbox();
    await untilRead();
    window = await openWatched(browser, guichet.base, admin);
    page = window.page;
    thread = page.getByRole("region", { name: /^Conversation with/ });
    log = thread.getByRole("log");
  }, DRILL_MS);
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    corpus?.canary.stop();
    await guichet?.stop();
    await mail?.stop();
  });

  it("S1 sender, subject and plain text of mails stay text in queue and thread", async () => {
    for (const vector of corpus.vectors) {
      const sender = { name: from(vector), address: `${vector.serial}@post.example` };
      await postMail(mail.account.smtpPort, {
        from: sender,
        to: OUR_ADDRESS,
        subject: subject(vector),
        text: plain(vector),
      });
    }
    await vi.waitUntil(async () => (await listAll()).length === corpus.vectors.length + 1, {
      timeout: DRILL_MS,
      interval: 500,
    });
    await window.goTo("/inbox/new");
    const queue = page.getByRole("region", { name: "Shared Inbox" });
    const names = countDrawn(corpus.vectors, shownFrom);
    await names.scrollUntilAll(queue.locator("ul", { has: page.locator("a[data-row]") }).locator(".."), "end");
    const rows = await listAll();
    for (const vector of fewOf(corpus.vectors)) {
      await window.goTo(`/inbox/new/${rows.find(({ contact }) => contact.name === shownFrom(vector))?.id}`);
      for (const show of [shownFrom, subject, plain]) {
        const drawn = countDrawn([vector], show);
        await drawn.lookUntilAll(page);
      }
    }
    await window.isClean();
  });

  it("S1 S3 designed mails show what they say, and do nothing", async () => {
    for (const piece of piecesOf(corpus.vectors, 20)) await post("mara@post.example", toPages(piece.map(toPage)));
    await openConversation("mara@post.example");
    const drawn = countDrawn(corpus.vectors, label);
    await drawn.scrollUntilAll(log, "start");
    expect(await log.locator("iframe").count()).toBeGreaterThan(0);
    await window.isClean();
    expect(corpus.canary.calls).toEqual([]);
  });

  it("S1 names of a mail's files stay text", async () => {
    for (const piece of piecesOf(corpus.vectors, 50)) {
      const attachments = piece.map((vector) => ({ filename: fileName(vector), content: "lamp" }));
      await postMail(mail.account.smtpPort, {
        from: "files@post.example",
        to: OUR_ADDRESS,
        subject: "Files",
        text: "Files",
        attachments,
      });
    }
    await openConversation("files@post.example");
    const drawn = countDrawn(corpus.vectors, (vector) => normalizeFileName(fileName(vector)));
    await drawn.scrollUntilAll(log, "start").catch(async (error: Error) => {
      const stored = await tellStored(guichet.base, admin, await findConversation("files@post.example"));
      throw new Error(`${error.message}\n${stored}`, { cause: error });
    });
    await window.isClean();
  });

  it("S3 the server's sanitiser taken away, the browser's own holds", async () => {
    await post("mara@post.example", toPages(["<p>Now without the first lock.</p>"]));
    const html = linesOf(corpus.vectors);
    await page.route("**/api/v1/messages/*/html", (route) => route.fulfill({ json: { html: `<p>bare</p>${html}` } }));
    await openConversation("mara@post.example");
    await expect.poll(() => log.locator("iframe").last().contentFrame().getByText("bare").count()).toBeGreaterThan(0);
    await window.watch.quiet();
    const kinds = new Set((await window.watch.findings()).map(({ kind }) => kind));
    for (const kind of ["dialog", "call", "global", "address"] as const) expect(kinds).not.toContain(kind);
    expect(corpus.canary.calls).toEqual([]);
    await page.unroute("**/api/v1/messages/*/html");
  });

  it("S3 both sanitisers taken away, the frame runs nothing, fetches nothing and leads nowhere", async () => {
    const bare = await openWatched(browser, guichet.base, admin);
    await bare.goTo(new URL(page.url()).pathname);
    const frame = bare.page
      .getByRole("region", { name: /^Conversation with/ })
      .locator("iframe")
      .last();
    await frame.waitFor();
    const address = bare.page.url();
    const sandbox = (await frame.getAttribute("sandbox"))?.split(" ") ?? [];
    expect(sandbox.filter((word) => /scripts|forms|top-navigation|modals|downloads/.test(word))).toEqual([]);
    for (const piece of piecesOf(corpus.vectors, 30)) {
      await frame.evaluate(
        fillFrame,
        linesOf(piece.map((vector) => ({ ...vector, text: `<div>${vector.text}</div>` }))),
      );
      await bare.watch.quiet();
      await frame.evaluate(pressEverything);
      await bare.watch.quiet();
    }
    const kinds = new Set((await bare.watch.findings()).map(({ kind }) => kind));
    // The vectors were there as markup, and every try was refused.
    expect(kinds).toContain("marker");
    expect(kinds).toContain("policy");
    for (const kind of ["dialog", "global"] as const) expect(kinds).not.toContain(kind);
    expect(corpus.canary.calls).toEqual([]);
    expect(bare.page.url()).toBe(address);
  });

  it("a mail keeps its design", async () => {
    const table =
      '<table width="300" align="center" border="1" cellpadding="4"><tr><td colspan="2" dir="rtl">Lamp</td></tr></table>';
    await post("dora@post.example", toPages([table]));
    await openConversation("dora@post.example");
    const shown = log.locator("iframe").first().contentFrame().locator("table");
    await shown.waitFor();
    const html = await shown.evaluate((element) => element.outerHTML);
    for (const part of table.match(/[a-z]+="[^"]+"/g) ?? []) expect(html).toContain(part);
  });

  it("S3 a picture elsewhere is fetched when somebody asks for it, by our server, and not before", async () => {
    const asked: string[] = [];
    const gallery = createServer((request, response) => {
      asked.push(`${request.url} ${request.headers["user-agent"] ?? "nobody"}`);
      response.writeHead(200, { "content-type": "image/png" }).end(PICTURE);
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void gallery.close());
    await once(gallery, "listening");
    const seen = await openWatched(browser, guichet.base, admin);
    const at = gallery.address();
    const picture = `http://127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}/lamp.png`;
    await post("rita@post.example", toPages([`<p>Look:</p><img src="${picture}" alt="Lamp" width="40" height="40">`]));
    await seen.goTo(`/inbox/new/${await findConversation("rita@post.example")}`);
    const show = seen.page.getByRole("button", { name: "Show pictures" });
    await show.waitFor();
    const drawn = seen.page.locator("iframe").contentFrame().getByRole("img", { name: "Lamp" });
    await drawn.waitFor({ state: "attached" });
    await seen.watch.quiet();
    expect(asked).toEqual([]);
    await show.click();
    await expect.poll(() => drawn.evaluate((image) => image instanceof Image && image.naturalWidth)).toBe(1);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toMatch(/Mozilla|Chrome/);
    await seen.isClean();
    await look(seen.page, "mail-pictures", WIDE);
  });

  async function connectMailbox(): Promise<void> {
    const { address, password, imapPort, smtpPort } = mail.account;
    const server = (port: number) => ({ host: "127.0.0.1", port, security: "none", user: address, password });
    const settings = { address, senderName: "Atelier", imap: server(imapPort), smtp: server(smtpPort) };
    await admin.call(channelCreated, "POST", "/channels", { platform: "email", name: "Mail", settings });
  }

  /** Mail counts from the moment on when the mailbox is first looked into. */
  async function untilRead(): Promise<void> {
    const arrives = async () => {
      await post("first@post.example", toPages(["<p>Is somebody there?</p>"]));
      return (await listAll()).length > 0;
    };
    await vi.waitUntil(arrives, { timeout: 30_000, interval: 500 });
  }

  function toPage(vector: Parameters<Show>[0]): string {
    return `<p>${label(vector)}</p>${vector.text}`;
  }

  /** Each page is a part of its own: what is left open in one cannot swallow the next. */
  function toPages(pages: readonly string[]): (address: string) => Buffer {
    const parts = pages.map((html) => ["Content-Type: text/html; charset=utf-8", utf8(html)] as const);
    return (address) =>
      buildMultipart("mixed", parts, {
        From: address,
        "Message-ID": `<${crypto.randomUUID()}@post.example>`,
        To: OUR_ADDRESS,
      });
  }

  async function post(address: string, write: (address: string) => Buffer): Promise<void> {
    await postMail(mail.account.smtpPort, { envelope: { from: address, to: OUR_ADDRESS }, raw: write(address) });
  }

  async function openConversation(handle: string): Promise<void> {
    await window.goTo(`/inbox/new/${await findConversation(handle)}`);
    await thread.getByRole("article").first().waitFor();
  }

  async function findConversation(handle: string): Promise<string> {
    const find = async () => (await listAll()).find(({ contact }) => contact.handle === handle)?.id;
    return await vi.waitUntil(async () => (await find()) ?? false, { timeout: 30_000, interval: 200 });
  }

  async function listAll() {
    const items = [];
    for (let after = ""; ; ) {
      const path = `/conversations?status=new&limit=100&sort=newest${after}`;
      const list = await admin.call(listConversationsAnswer, "GET", path);
      items.push(...list.items);
      if (list.next === null) return items;
      after = `&after=${encodeURIComponent(list.next)}`;
    }
  }
});

/** Puts markup into a mail's frame as it is: as if nobody had cleaned it. */
function fillFrame(frame: Element, html: string): Promise<void> {
  if (!(frame instanceof HTMLIFrameElement)) throw new Error("This is no frame.");
  const loaded = new Promise<void>((resolve) => frame.addEventListener("load", () => resolve(), { once: true }));
  frame.srcdoc = frame.srcdoc.replace(/<body>[\s\S]*$/, `<body>${html}</body></html>`);
  return loaded;
}

/** Follows every link and sends every form that stands in the frame, as a person could who presses whatever is there. */
function pressEverything(frame: Element): void {
  if (!(frame instanceof HTMLIFrameElement)) throw new Error("This is no frame.");
  for (const element of frame.contentDocument?.querySelectorAll("a, button, summary, input, svg *, form") ?? []) {
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    if (element.localName === "form" && "submit" in element && typeof element.submit === "function") element.submit();
  }
}
