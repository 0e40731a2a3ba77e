import { me } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type MailHost, startMailHost } from "../demo/src/mail/mail-host.ts";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import { addAgent, addMessenger, PASSWORD, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { passTime } from "./testing/pass-time.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const OUR_ADDRESS = "guichet@lumen.example";
const NEW_PASSWORD = "Better-Lamp-7";
const PHONE = { width: 390, height: 844 };

describe("a forgotten password", () => {
  let guichet: Guichet;
  let browser: Browser;
  let mail: MailHost;
  let ada: Person;
  let bea: Person;
  let before: Window;
  let window: Window;
  let page: Page;
  let link = "";
  const mails = new Map<string, string[]>();

  beforeAll(async () => {
    [browser, mail] = await Promise.all([launchBrowser(), startMailHost(OUR_ADDRESS)]);
    const { password, smtpPort } = mail.account;
    const account = `${encodeURIComponent(OUR_ADDRESS)}:${encodeURIComponent(password)}`;
    guichet = await startGuichet({
      SMTP_URL: `smtp://${account}@127.0.0.1:${smtpPort}`,
      MAIL_FROM: `Guichet <${OUR_ADDRESS}>`,
    });
    ada = await setUp(guichet);
    const website = await addMessenger(ada, "Website");
    bea = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels: { [website]: "contributor" } });
    await bea.call(me, "PATCH", "/me", { locale: "fr" });
    for (const { email } of [ada, bea]) {
      mails.set(email, []);
      mail.addCorrespondent(email, (bytes) => void mails.get(email)?.push(bytes.toString("utf8")));
    }
    before = await openAs(browser, guichet.base, ada, "/settings/agents");
    await before.page.getByRole("link", { name: "Add agent" }).waitFor();
    window = await openWindow(browser);
    page = window.page;
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
    await mail?.stop();
  });

  it("W22 from the sign-in page a link is asked for, with the same answer for an address nobody has", async () => {
    for (const address of ["nobody@lumen.example", ada.email]) {
      await page.goto(`${guichet.base}/sign-in`);
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByRole("heading", { name: "Reset your password" }).waitFor();
      await page.getByLabel("E-mail address").fill(address);
      if (address === ada.email) await look(page, "password-forgotten");
      await page.getByRole("button", { name: "Send the link" }).click();
      await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
      await page.getByText(`If ${address} belongs to an account`).waitFor();
    }
    await look(page, "password-link-sent");
    link = await nextLink(ada);
    expect(mails.get(ada.email)).toHaveLength(1);
  });

  it("W22 W24 by the mailed link a new password is chosen, and every session from before ends", async () => {
    await page.goto(link);
    await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
    await page.getByText(ada.email).waitFor();
    await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
    await look(page, "password-new");
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await page.getByText("Your new password is saved. Sign in with it.").waitFor();
    await before.page.getByText(/^(This session was ended from another device|Your session has ended)/).waitFor();
    expect(
      (await fetch(`${guichet.base}/api/v1/bootstrap`, { headers: { cookie: `guichet=${ada.session}` } })).status,
    ).toBe(401);
  });

  it("W22 the old password is refused, the new one lets in", async () => {
    await signIn(page, ada.email, PASSWORD);
    await page
      .getByRole("alert")
      .getByText(/do not belong together/)
      .waitFor();
    await page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "My profile" }).waitFor();
  });

  it("W22 the link works once: used again it leads to asking for a new one", async () => {
    const other = await openWindow(browser);
    await other.page.goto(link);
    await other.page.getByRole("heading", { name: "This link is no longer valid" }).waitFor();
    await look(other.page, "password-link-used");
    await other.page.getByRole("link", { name: "Ask for a new link" }).click();
    await other.page.getByLabel("E-mail address").fill(ada.email);
    await other.page.getByRole("button", { name: "Send the link" }).click();
    await other.page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
    const second = await nextLink(ada, link);
    // It runs out while its page is open, and is refused where it is used; the words stay in the field.
    await other.page.goto(second);
    await other.page.getByLabel("New password", { exact: true }).fill("Another-Lamp-8");
    await passTime(guichet, ada, 31);
    await other.page.getByRole("button", { name: "Save and sign in" }).click();
    await other.page.getByRole("alert").waitFor();
    expect(await other.page.getByLabel("New password", { exact: true }).inputValue()).toBe("Another-Lamp-8");
    await other.page.goto("about:blank");
    await other.page.goto(second);
    await other.page.getByRole("heading", { name: "This link is no longer valid" }).waitFor();
    await other.page.goto(`${guichet.base}/sign-in`);
    await signIn(other.page, ada.email, "Another-Lamp-8");
    await other.page
      .getByRole("alert")
      .getByText(/do not belong together/)
      .waitFor();
    expect(other.complaints).toEqual([]);
    await other.context.close();
  });

  it("W22 the same in French, on a telephone", async () => {
    const phone = await openWindow(browser, { locale: "fr-FR", viewport: PHONE, hasTouch: true, isMobile: true });
    await phone.page.goto(`${guichet.base}/sign-in`);
    await phone.page.getByRole("link", { name: "Mot de passe oublié" }).tap();
    await phone.page.getByLabel("Adresse e-mail").fill(bea.email);
    await look(phone.page, "password-forgotten-french", [390]);
    await phone.page.getByRole("button", { name: "Envoyer le lien" }).tap();
    await phone.page.getByRole("heading", { name: "Consultez votre messagerie" }).waitFor();
    await phone.page.goto(await nextLink(bea));
    await phone.page.getByRole("heading", { name: "Choisissez un nouveau mot de passe" }).waitFor();
    await phone.page.getByLabel("Nouveau mot de passe", { exact: true }).fill(NEW_PASSWORD);
    await look(phone.page, "password-new-french", [390]);
    await phone.page.getByRole("button", { name: "Enregistrer et se connecter" }).tap();
    await phone.page.getByText("Votre nouveau mot de passe est enregistré.").waitFor();
    await phone.page.getByLabel("Adresse e-mail").fill(bea.email);
    await phone.page.getByLabel("Mot de passe", { exact: true }).fill(NEW_PASSWORD);
    await phone.page.getByRole("button", { name: "Se connecter", exact: true }).tap();
    await phone.page.waitForURL(/\/inbox\//);
    expect(mails.get(bea.email)?.[0]).toMatch(/mot de passe/);
    expect(phone.complaints).toEqual([]);
  });

  it("the browsers did not complain", () => {
    expect([...before.complaints, ...window.complaints]).toEqual([]);
  });

  /** From the newest mail with a link, other than the one before. */
  async function nextLink({ email }: Person, former = ""): Promise<string> {
    const find = () =>
      mails
        .get(email)
        ?.map(linkIn)
        .findLast((found) => found !== undefined && found !== former);
    return await vi.waitUntil(() => find() ?? false, { timeout: 30_000, interval: 100 });
  }
});

function linkIn(mail: string): string | undefined {
  const text = mail.replaceAll(/=\r?\n/g, "").replaceAll("=3D", "=");
  return /https?:\/\/\S+\/reset-password#[\w-]+/.exec(text)?.[0];
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
