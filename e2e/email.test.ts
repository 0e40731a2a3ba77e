import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type MailServers,
  startMailServers,
  whyNoMailServers,
} from "../server/src/connectors/email/testing/mail-servers.ts";
import { postMail } from "../server/src/connectors/email/testing/real-mail.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { readMailbox } from "./testing/read-mailbox.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const reason = whyNoMailServers();
if (reason !== undefined) process.stderr.write(`${reason} (e2e/email.test.ts)\n`);

describe.skipIf(reason !== undefined)("a mail is answered", () => {
  let guichet: Guichet;
  let browser: Browser;
  let mail: MailServers;
  let admin: Window;
  let page: Page;
  let thread: Locator;

  beforeAll(async () => {
    [guichet, browser, mail] = await Promise.all([
      startGuichet(),
      launchBrowser(),
      startMailServers(["support", "anna"]),
    ]);
    admin = await openAs(browser, guichet.base, await setUp(guichet), "/settings/channels/new");
    page = admin.page;
    thread = page.getByRole("region", { name: /^Conversation with/ });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
    await mail?.stop();
  });

  it("W150 a mailbox is added in Settings, and the connection is tested at once", async () => {
    await page.getByRole("button", { name: /^E-mail/ }).click();
    await page.getByLabel("Display name").fill("Support");
    await page.getByLabel("Address contacts write to").fill(`support@${mail.domain}`);
    await fillServer("Receiving (IMAP)", mail.imapPort);
    await fillServer("Sending (SMTP)", mail.smtpPort);
    await look(page, "add-mailbox");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "mailbox-added");
  });

  it("W99 a mail is in the Shared Inbox without a reload", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await postMail(mail.smtpPort, {
      from: `Anna Lamp <anna@${mail.domain}>`,
      to: `support@${mail.domain}`,
      subject: "Broken shade",
      messageId: "<first@lumen.example>",
      text: "The shade of my lamp arrived broken.\n\n> On Monday you wrote:\n> It is on its way.",
    });
    await page.getByRole("link", { name: /The shade of my lamp arrived broken/ }).click();
    await thread.getByRole("article", { name: "Message from Anna Lamp" }).waitFor();
    await look(page, "mail");
  });

  it("S31 the answer arrives in the contact's mailbox, in the same thread", async () => {
    await thread.getByRole("textbox", { name: "Reply" }).fill("We send you a new one today.");
    await page.keyboard.press("Control+Enter");
    await thread.getByText("Sent", { exact: true }).waitFor();
    const arrived = () => readMailbox(mail.imapPort, `anna@${mail.domain}`, mail.password);
    await expect.poll(arrived).toHaveLength(1);
    const [answer = ""] = await arrived();
    expect(answer).toContain("We send you a new one today.");
    expect(answer).toMatch(/^Subject: Re: Broken shade/m);
    expect(answer).toMatch(/^In-Reply-To: <first@lumen\.example>/m);
  });

  it("W56 what the contact answers comes into the same conversation, which is New again", async () => {
    const [answer = ""] = await readMailbox(mail.imapPort, `anna@${mail.domain}`, mail.password);
    const header = (name: string): string => new RegExp(`^${name}:[^<]*<([^>]+)>`, "im").exec(answer)?.[1] ?? "";
    await postMail(mail.smtpPort, {
      from: `Anna Lamp <anna@${mail.domain}>`,
      to: header("Reply-To"),
      subject: "Re: Broken shade",
      inReplyTo: `<${header("Message-ID")}>`,
      text: "Thank you!",
    });
    await thread.getByText("Thank you!").first().waitFor();
    await page.getByRole("navigation", { name: "Queue" }).getByTitle("1 conversation").first().waitFor();
    expect(await page.locator("a[data-row]").count()).toBe(1);
  });

  it("the browser did not complain", () => {
    expect(admin.complaints).toEqual([]);
  });

  async function fillServer(name: string, port: number): Promise<void> {
    const server = page.getByRole("group", { name });
    await server.getByLabel("Server").fill("127.0.0.1");
    await server.getByLabel("Security").first().click();
    await page.getByRole("option", { name: "None" }).click();
    await server.getByLabel("Port").fill(String(port));
    await server.getByLabel("User name").fill(`support@${mail.domain}`);
    await server.getByLabel("Password", { exact: true }).fill(mail.password);
  }
});
