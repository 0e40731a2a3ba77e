import { routingState } from "@guichet/contract";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("channels that nobody reaches", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let night: ApiContacts;
  let admin: Window;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    night = await addApiContacts(ada, "Night");
    await ada.call(z.unknown(), "PATCH", `/channels/${night.channelId}`, { grantToAll: false });
    await ada.call(z.unknown(), "PUT", `/channels/${night.channelId}/access`, { users: [], teamIds: [] });
    await night.write("Nora", "Is anybody there?");
    admin = await openAs(browser, guichet.base, ada, "/settings");
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    night?.stop();
    await guichet?.stop();
  });

  it("R62 an Admin who sees no channel is told, and finds what waits listed with the way to give access", async () => {
    const { page } = admin;
    await expect
      .poll(async () => (await ada.call(routingState, "GET", "/routing")).unreached.map(({ name }) => name))
      .toEqual(["Night"]);
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Conversations wait on a channel that nobody has access to").waitFor();
    await look(page, "unreached-in-the-inbox");
    await page.getByRole("link", { name: "Show them and give access" }).click();
    await page.getByText("1 conversation waits, the first since", { exact: false }).waitFor();
    await look(page, "unreached-channels");
    await page.getByRole("link", { name: "Give access to Night" }).click();
    await page.getByRole("heading", { name: "Night" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/settings/channels/${night.channelId}`);
  });

  it("R62 S02 the same in French, until somebody reaches it", async () => {
    const { page } = admin;
    await ada.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels`);
    await page.getByText("Des conversations attendent là où personne n’a accès").waitFor();
    await page.getByText("1 conversation attend, la première depuis", { exact: false }).waitFor();
    await ada.call(z.unknown(), "PATCH", `/channels/${night.channelId}`, { grantToAll: true });
    await page.reload();
    await page.getByRole("row", { name: /Night/ }).waitFor();
    expect(await page.getByText("Des conversations attendent là où personne n’a accès").count()).toBe(0);
    expect(admin.complaints).toEqual([]);
  });
});
