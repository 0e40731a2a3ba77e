import { me } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createPhone, type Phone } from "../simulator/src/twilio/phone.ts";
import { TwilioSimulator } from "../simulator/src/twilio/twilio-simulator.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** A program beside the product: it has the two halves of a key and plain HTTP. */
describe("a program writes to a contact", () => {
  let guichet: Guichet;
  let browser: Browser;
  let simulator: TwilioSimulator;
  let zoe: Phone;
  let ada: Person;
  let admin: Window;
  let page: Page;
  let dialog: Locator;
  const program = { id: "", secret: "", token: "" };

  beforeAll(async () => {
    simulator = new TwilioSimulator({ stepMs: 20 });
    await simulator.start();
    const account = simulator.addAccount("Lumen Care");
    const sender = account.addSender("number", "+14155550100", "Lumen helpline");
    zoe = createPhone(account, sender, "+33612345678", "Zoé Martin", simulator.apiUrl);
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    const places = { apiUrl: simulator.apiUrl, messagingUrl: simulator.messagingUrl };
    const settings = { accountSid: account.sid, authToken: account.token, sender: sender.address, ...places };
    await ada.call(z.unknown(), "POST", "/channels", { platform: "sms", name: "Lumen by SMS", settings });
    admin = await openAs(browser, guichet.base, ada, "/settings/api-keys");
    page = admin.page;
    dialog = page.getByRole("dialog");
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
    await simulator?.stop();
  });

  const askToken = async (): Promise<Response> =>
    await fetch(`${guichet.base}/oauth2/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${program.id}:${program.secret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
  const send = async (text: string): Promise<Response> =>
    await fetch(`${guichet.base}/api/v1/proactive-messaging`, {
      method: "POST",
      headers: { authorization: `Bearer ${program.token}`, "content-type": "application/json" },
      body: JSON.stringify({
        ...{ medium: "SMS", channel: "Lumen by SMS", contact: zoe.number, text },
        metadata: { order: 4711 },
      }),
    });

  it("R167 an Admin generates a key, and its secret is shown this once", async () => {
    await page.getByText("No key yet").waitFor();
    await look(page, "api-keys-empty");
    await page.getByRole("button", { name: "Generate a key" }).click();
    await dialog.getByLabel("Name").fill("Order desk");
    await look(page, "api-keys-generate");
    await dialog.getByRole("button", { name: "Generate", exact: true }).click();
    await dialog.getByText("The secret is shown only now.").waitFor();
    [program.id = "", program.secret = ""] = await dialog.locator("h3 + code").allTextContents();
    expect(program.secret).toMatch(/^[\w-]{43}$/);
    await look(page, "api-keys-secret");
    // The only sight of it: nobody loses it by a key or a cross pressed too soon.
    await page.keyboard.press("Escape");
    await page.mouse.click(5, 5);
    expect(await dialog.getByRole("button", { name: "Close" }).count()).toBe(0);
    expect(await dialog.getByText(program.secret).isVisible()).toBe(true);
    await dialog.getByRole("button", { name: "I have kept it" }).click();
    await page.getByRole("row", { name: /Order desk/ }).waitFor();
    expect(await page.content()).not.toContain(program.secret);
    await look(page, "api-keys");
  });

  it("R168 W164 with it a program writes to a contact, which makes nothing New", async () => {
    const given = await askToken();
    expect(given.status).toBe(200);
    ({ access_token: program.token } = z.object({ access_token: z.string() }).parse(await given.json()));
    expect((await send("Your lamp is ready.")).status).toBe(200);
    await expect.poll(() => zoe.chat().map(({ body }) => body)).toEqual(["Your lamp is ready."]);
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
  });

  it("R168 W164 the contact's answer stands below it, and what became of it tells what the program keeps", async () => {
    await zoe.write("I come at five.");
    await page.getByRole("link", { name: /I come at five/ }).click();
    const thread = page.getByRole("region", { name: /^Conversation with/ });
    const sent = thread.getByRole("article", { name: /Order desk/ });
    await sent.getByText("Your lamp is ready.", { exact: true }).waitFor();
    await thread.getByText("The API key Order desk began the conversation").waitFor();
    await look(page, "api-keys-conversation");
    await sent.getByRole("button", { name: /Delivered/ }).click();
    await page.getByText("What the program keeps with it").waitFor();
    await page.getByText(/"order": 4711/).waitFor();
    await look(page, "api-keys-life-line", WIDE);
    await page.keyboard.press("Escape");
  });

  it("R167 it is renamed, and revoked after a question: then the program is refused at once", async () => {
    await page.goto(`${guichet.base}/settings/api-keys`);
    await page.getByRole("button", { name: "Change Order desk" }).click();
    await dialog.getByLabel("Name").fill("Shop");
    await dialog.getByLabel("Follow what it sent").uncheck();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Revoke Shop" }).click();
    await dialog.getByText(/refused at once/).waitFor();
    await look(page, "api-keys-revoke");
    await dialog.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("No key yet").waitFor();
    expect((await send("Too late")).status).toBe(401);
    expect((await askToken()).status).toBe(401);
    await page.goto(`${guichet.base}/settings/audit-log`);
    await page.getByText("REST API key revoked").waitFor();
  });

  it("the same in French", async () => {
    await ada.call(z.unknown(), "POST", "/api-keys", {
      name: "Commandes",
      scopes: ["proactive.send", "proactive.read"],
    });
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/api-keys`);
    await page.getByText("Clés d’API REST").first().waitFor();
    await page.getByText("Écrire en premier aux contacts").first().waitFor();
    await look(page, "api-keys-fr");
    await page.getByRole("button", { name: "Révoquer Commandes" }).waitFor();
    expect(admin.complaints).toEqual([]);
  });
});
