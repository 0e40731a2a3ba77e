import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { listen, onlyVisitor, openPanel, type Scene, setScene, tell, write } from "./browser.ts";

describe("who the visitor is", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.end());
  afterEach(() => scene.clear());

  it("W159 S30 a user proved by JWT gets their own history; the anonymous token is never sent along", async () => {
    const { server } = scene;
    const page = await scene.open();
    const log = await openPanel(page);
    await write(page, "Anonymous words");
    await log.getByText("Sent", { exact: true }).waitFor();
    const heard = await listen(page, "login");
    await tell(page, "login", "ana", "proof-of-ana");
    await expect.poll(heard).toEqual(["ana"]);
    await log.getByText("Anonymous words").waitFor({ state: "detached" });
    await write(page, "Ana's words");
    await expect.poll(() => server.people()[1]?.thread.map(({ text }) => text)).toEqual(["Ana's words"]);
    expect(server.people()[0]?.thread.map(({ text }) => text)).toEqual(["Anonymous words"]);
    expect(server.sessions.map(({ proof }) => proof)).toEqual(["none", "jwt"]);
    await page.reload();
    await tell(page, "login", "ana", "proof-of-ana");
    await log.getByText("Ana's words").waitFor();
    // A line that breaks on a busy machine may show the token once more; nothing else is ever shown.
    const [none, jwt, ...later] = server.sessions.map(({ proof }) => proof);
    expect([none, jwt, ...new Set(later)]).toEqual(["none", "jwt", "token"]);
  });

  it("S30 what an anonymous visitor could not send goes back into the composer, not out in the user's name", async () => {
    const { server } = scene;
    const page = await scene.open();
    await openPanel(page);
    await expect.poll(() => server.sessions.length).toBe(1);
    server.trouble.refusePosts = { code: "unavailable", status: 503, count: 1000 };
    await write(page, "Not yet Ana");
    await page.getByText("Sending…").waitFor();
    await tell(page, "login", "ana", "proof-of-ana");
    await expect.poll(() => page.getByRole("textbox").inputValue()).toBe("Not yet Ana");
    server.trouble.refusePosts.count = 0;
    await page.waitForTimeout(500);
    expect(server.posts).toEqual([]);
  });

  it("W159 logging out forgets everything in every tab", async () => {
    const { server } = scene;
    const page = await scene.open();
    await tell(page, "login", "ana", "proof-of-ana");
    const log = await openPanel(page);
    await write(page, "Mine");
    await log.getByText("Sent", { exact: true }).waitFor();
    await page.getByRole("textbox").fill("Secret draft");
    const other = await scene.openIn(page.context());
    await openPanel(other);
    await other.getByRole("log").getByText("Mine").waitFor();
    await tell(page, "logout");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await other.getByRole("log").getByText("Mine").waitFor({ state: "detached" });
    await expect.poll(() => other.getByRole("textbox").inputValue()).toBe("");
    await openPanel(page);
    expect(await page.getByRole("log").getByText("Mine").count()).toBe(0);
    expect(await page.getByRole("textbox").inputValue()).toBe("");
    await expect.poll(() => server.people().map(({ userId }) => userId)).toEqual(["ana", null]);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/ana|Mine|Secret/);
  });

  it("W159 a refused JWT is told to the page, and a new one helps", async () => {
    const page = await scene.open();
    const [failed, succeeded] = [await listen(page, "login_failed"), await listen(page, "login")];
    await tell(page, "login", "ana", "forged");
    await expect.poll(failed).toEqual(["signature_refused"]);
    await tell(page, "login", "ana", "proof-of-ana");
    await expect.poll(succeeded).toEqual(["ana"]);
  });

  it("W159 a channel for signed-in users only says so", async () => {
    scene.server.identifiedOnly = true;
    const page = await scene.open();
    await openPanel(page);
    await page.getByText("Please sign in to write to us.").waitFor();
    await tell(page, "login", "ana", "proof-of-ana");
    await page.getByText("Please sign in to write to us.").waitFor({ state: "detached" });
  });

  it("a session that the server ends is opened anew, and what was written meanwhile is sent", async () => {
    const { server } = scene;
    const page = await scene.open();
    const log = await openPanel(page);
    await write(page, "Before");
    await log.getByText("Sent", { exact: true }).waitFor();
    server.endSessions(onlyVisitor(server));
    await write(page, "After");
    await expect.poll(() => server.posts.map(({ text }) => text)).toEqual(["Before", "After"]);
    await log.getByText("Before").waitFor({ state: "detached" });
    await log.getByText("Sent", { exact: true }).waitFor();
  });

  it("W159 what the page knows of its user is told once there is a session, and only what the contract knows", async () => {
    const { server } = scene;
    const page = await scene.open();
    const fields = {
      givenName: "Ana",
      email: "ana@shop.example",
      role: "admin",
      properties: { plan: "gold", orders: 3 },
    };
    await tell(page, "updateUser", fields);
    await openPanel(page);
    const { role: _, ...known } = fields;
    await expect.poll(() => server.updates).toEqual([known]);
  });

  it("W160 tells title, address, language and device, and again when the page shows another address", async () => {
    const { server } = scene;
    const page = await scene.open({ locale: "fr-FR" }, "/lamps?token=s3cret&size=2");
    await openPanel(page);
    await expect.poll(() => server.sessions).toHaveLength(1);
    const [{ page: told }] = server.sessions as [(typeof server.sessions)[number]];
    expect(told).toMatchObject({ title: "Shop", url: `${scene.site}/lamps?token=…&size=2`, language: "fr-FR" });
    expect(told.device).toBe("Linux");
    await show(page, "/lamps/brass", "Brass lamp");
    await expect
      .poll(() => server.updates.at(-1)?.page)
      .toMatchObject({
        title: "Brass lamp",
        url: `${scene.site}/lamps/brass`,
      });
  });
});

async function show(page: Page, path: string, title: string): Promise<void> {
  await page.evaluate(
    ([path, title]) => {
      history.pushState(null, "", path);
      document.title = title ?? "";
    },
    [path, title],
  );
}
