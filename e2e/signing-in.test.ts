import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import { addMessenger, PASSWORD, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { nextOneTimeCode, oneTimeCode } from "./testing/one-time-code.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("signing in", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let admin: Window;
  let ines: Window;
  let page: Page;
  let secret = "";
  let recovery = "";

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    await addMessenger(ada, "Website");
    admin = await openAs(browser, guichet.base, ada, "/settings/agents");
    ines = await openWindow(browser);
    page = ines.page;
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
  });

  it("W30 without a mail server the Admin is shown the invitation link to hand over", async () => {
    await admin.page.getByRole("link", { name: "Add agent" }).click();
    await admin.page.getByLabel("First name").fill("Inès");
    await admin.page.getByLabel("Last name").fill("Durand");
    await admin.page.getByLabel("E-mail address").fill("ines@lumen.example");
    await admin.page.getByRole("button", { name: "Add and invite" }).click();
    const link = (await admin.page.getByText(/\/invitation#/).textContent()) ?? "";
    await look(admin.page, "invitation-link");
    await page.goto(link);
    await page.getByRole("heading", { name: "Welcome, Inès" }).waitFor();
    await look(page, "invitation");
  });

  it("W21 a password that breaks a rule is refused with the rule, a good one is taken", async () => {
    await page.getByLabel("New password", { exact: true }).fill("correct-horse");
    await page.getByText("an upper-case letter: missing").waitFor();
    await page.getByText("a lower-case letter: met").waitFor();
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("alert").getByText("The password does not meet all rules yet.").waitFor();
    await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("R08 seed S12 somebody without a channel is told to ask an administrator", async () => {
    await signIn(page, "ines@lumen.example", PASSWORD);
    await page.getByText("You have no access to any channel").waitFor();
    await look(page, "no-access");
    await admin.page.getByRole("combobox", { name: "Add a channel" }).click();
    await admin.page.getByRole("option", { name: /Website/ }).click();
    await admin.page.getByRole("button", { name: "Save", exact: true }).click();
    await admin.page.getByText("Saved", { exact: true }).waitFor();
  });

  it("W22 a wrong password is refused without saying which half was wrong; the right one leads where one wanted to go", async () => {
    await page.goto(`${guichet.base}/profile/security`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await signIn(page, "ines@lumen.example", "Wrong-Horse-9");
    await page
      .getByRole("alert")
      .getByText(/do not belong together/)
      .waitFor();
    await look(page, "sign-in-refused");
    await signIn(page, "ines@lumen.example", PASSWORD);
    await page.waitForURL(/\/profile\/security$/);
  });

  it("W23 a second factor is switched on with an authenticator app", async () => {
    await page.getByRole("button", { name: "Switch on" }).click();
    const dialog = page.getByRole("dialog", { name: "Two-factor sign-in" });
    await dialog
      .locator("code")
      .filter({ hasText: /[A-Z2-7]{16}/ })
      .waitFor();
    secret = (await dialog.locator("code").textContent()) ?? "";
    await look(page, "second-factor");
    await dialog.getByRole("textbox", { name: "Code" }).fill("000000");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await dialog.getByText(/That code is not right/).waitFor();
    await dialog.getByRole("textbox", { name: "Code" }).fill(oneTimeCode(secret));
    await dialog.getByRole("button", { name: "Confirm" }).click();
    recovery = (await dialog.getByRole("listitem").first().textContent())?.trim() ?? "";
    await look(page, "recovery-codes");
    await dialog.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("On: signing in asks for a code.").waitFor();
  });

  it("W23 signing in then asks for a code, or takes a recovery code once", async () => {
    const phone = await openWindow(browser);
    await phone.page.goto(`${guichet.base}/sign-in`);
    await signIn(phone.page, "ines@lumen.example", PASSWORD);
    await phone.page.getByLabel("Code").fill(nextOneTimeCode(secret));
    await phone.page.getByRole("button", { name: "Sign in" }).click();
    await phone.page.getByRole("link", { name: "My profile" }).waitFor();
    const tablet = await openWindow(browser);
    for (const welcome of [true, false]) {
      await tablet.page.goto(`${guichet.base}/sign-in`);
      await signIn(tablet.page, "ines@lumen.example", PASSWORD);
      await tablet.page.getByRole("button", { name: "Use a recovery code instead" }).click();
      await tablet.page.getByLabel("Recovery code").fill(recovery);
      await tablet.page.getByRole("button", { name: "Sign in" }).click();
      if (!welcome)
        await tablet.page
          .getByRole("alert")
          .getByText(/That code is not right/)
          .waitFor();
      else await tablet.page.getByRole("link", { name: "My profile" }).waitFor();
      if (welcome) await tablet.context.clearCookies();
    }
    await Promise.all([tablet.context.close()]);
  });

  it("W24 every session is listed, and one that is ended is out at once", async () => {
    const phone = browser.contexts().at(-1)?.pages()[0];
    if (!phone) throw new Error("The phone is gone.");
    await page.goto(`${guichet.base}/profile/sessions`);
    await page.getByText("This session", { exact: true }).waitFor();
    await look(page, "sessions");
    await page.getByRole("button", { name: "End all other sessions" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End all other sessions" }).click();
    // Why, if the live feed was first to say so; that it is over, if a refused call was.
    await phone.getByText(/^(This session was ended from another device|Your session has ended)/).waitFor();
    expect(await page.getByRole("button", { name: "End this session" }).count()).toBe(0);
  });

  it("W29 deactivating somebody ends the session at once", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await admin.page.getByRole("button", { name: "Deactivate" }).click();
    await look(admin.page, "deactivate");
    await admin.page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await page.getByText(/^(Your account has been deactivated|Your session has ended)/).waitFor();
    await signIn(page, "ines@lumen.example", PASSWORD);
    await page
      .getByRole("alert")
      .getByText(/do not belong together/)
      .waitFor();
  });

  it("W22 whoever signs out is out", async () => {
    await admin.page.getByRole("button", { name: /^Availability:/ }).click();
    await admin.page.getByRole("menuitem", { name: "Sign out" }).click();
    await admin.page.getByRole("heading", { name: "Sign in" }).waitFor();
    await look(admin.page, "sign-in");
    await admin.page.goto(`${guichet.base}/settings`);
    await admin.page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  it("neither browser complained", () => {
    expect([...admin.complaints, ...ines.complaints]).toEqual([]);
  });
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
