import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { listen, onlyVisitor, openPanel, type Scene, setScene, tell, write } from "./browser.ts";

/** What old libraries and careless pages do to everybody's objects. */
const SPOILED = `<script>
  Array.prototype.toJSON = String.prototype.toJSON = function () { return "spoiled"; };
  Object.prototype.extra = "spoiled"; Array.prototype.extra = function () {};
  Array.from = function () { return []; };
  Function.prototype.bind = function () { return this; };
  Element.prototype.remove.call(document.createElement("i"));
  window.name = "spoiled"; window.open = window.close = window.status = null;
</script>`;
const LOUD = `<style>
  body > * { all: unset !important; display: none !important; color: red !important; font: 40px serif !important; }
  div, button, dialog, guichet-messenger { visibility: hidden !important; transform: rotate(9deg) !important; opacity: 0.1 !important; }
  :root { --brand: red; --surface: red; font-size: 62.5%; direction: rtl; }
</style>`;

describe("on a customer's page", () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene();
  });
  afterAll(() => scene.end());
  afterEach(() => scene.clear());

  it("S5 works under a strict policy that names our host, Trusted Types included, and breaks nothing of it", async () => {
    const { server } = scene;
    const host = server.origin;
    const lines = host.replace("http", "ws");
    const csp = `default-src 'none'; script-src ${host}; connect-src ${host} ${lines}; require-trusted-types-for 'script'; trusted-types 'none'`;
    scene.show({ csp });
    const page = await scene.open();
    const broken: string[] = [];
    page.on("console", (message) => broken.push(message.text()));
    const log = await openPanel(page);
    await write(page, "Hello");
    await log.getByText("Sent", { exact: true }).waitFor();
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
      "base64",
    );
    const file = server.addFile("dot.png", "image/png", png, true);
    server.agentSays(onlyVisitor(server), "A picture", { attachments: [file] });
    await expect.poll(() => log.locator("canvas").evaluate((canvas) => canvas.clientWidth)).toBe(1);
    const launcher = page.getByRole("button", { name: "Close chat" }).last();
    expect(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe("rgb(43, 95, 217)");
    expect(broken).toEqual([]);
  });

  it("looks and works the same on a page that spoils prototypes and styles", async () => {
    scene.show({ head: LOUD + SPOILED });
    const page = await scene.open();
    const log = await openPanel(page);
    const panel = page.getByRole("dialog");
    const box = await panel.boundingBox();
    expect(Math.round(box?.width ?? 0)).toBe(392);
    expect(await panel.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgb(255, 255, 255)");
    expect(await panel.evaluate((element) => getComputedStyle(element).fontSize)).toBe("13px");
    await write(page, 'Quotes " and \\ and “those”');
    await log.getByText("Sent", { exact: true }).waitFor();
    await tell(page, "updateUser", { givenName: "Ana", properties: { tags: "a" } });
    await expect.poll(() => scene.server.updates).toEqual([{ givenName: "Ana", properties: { tags: "a" } }]);
    expect(scene.server.posts[0]?.text).toBe('Quotes " and \\ and “those”');
  });

  it("keeps what is typed from the page's shortcuts, and its own names from the page", async () => {
    const names =
      "window.before = Object.keys(window); document.addEventListener('keydown', () => { window.heard = true; });";
    scene.show({ head: `<script>${names}</script>` });
    const page = await scene.open();
    await openPanel(page);
    await page.getByRole("textbox").pressSequentially("/jk");
    expect(await page.evaluate(() => Reflect.get(window, "heard"))).toBeUndefined();
    const added = await page.evaluate(() => {
      const before: string[] = Reflect.get(window, "before");
      return Object.keys(window).filter((name) => !before.includes(name));
    });
    expect(added.sort()).toEqual(["before", "guichet"]);
  });

  it("comes back when the page exchanges its body, and stays open from page to page", async () => {
    const page = await scene.open();
    await openPanel(page);
    await page.evaluate(() => {
      const body = document.createElement("body");
      body.textContent = "Another page";
      document.body.replaceWith(body);
    });
    await page.getByRole("textbox").waitFor();
    await page.goto(`${scene.site}/next`);
    await page.getByRole("textbox").waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  it("W159 does what was said before it was there, ends on demand, and can begin again", async () => {
    const queue = "window.guichet = function () { (guichet.q = guichet.q || []).push(arguments); };";
    const said = `guichet("on", "open", function () { window.opened = true; }); guichet("open");`;
    scene.show({ head: `<script>${queue}${said}</script>`, attributes: 'data-launcher="off"' });
    const page = await scene.open();
    await page.getByRole("dialog").waitFor();
    await expect.poll(() => page.evaluate(() => Reflect.get(window, "opened"))).toBe(true);
    expect(await page.getByRole("button", { name: "Open chat" }).count()).toBe(0);
    await expect.poll(() => scene.server.openLines).toBe(1);
    await tell(page, "destroy");
    await expect.poll(() => scene.server.openLines).toBe(0);
    expect(await page.locator("guichet-messenger").count()).toBe(0);
    const ready = await listen(page, "ready");
    await tell(page, "init", { launcher: true, texts: { open: "Ask us" } });
    await expect.poll(ready).toHaveLength(1);
    await tell(page, "close");
    await page.getByRole("button", { name: "Ask us" }).waitFor();
  });

  it("W159 speaks the page's language, with the channel's and the page's own words", async () => {
    scene.server.config = { texts: { title: "Le comptoir", placeholder: "Votre question" } };
    scene.show({ lang: "fr-CA", attributes: 'data-text-placeholder="Une question ?"' });
    const page = await scene.open();
    await page.getByRole("button", { name: "Ouvrir la discussion" }).click();
    await page.getByRole("dialog", { name: "Le comptoir" }).waitFor();
    await page.getByRole("textbox", { name: "Une question ?" }).waitFor();
    await page.getByRole("button", { name: "Envoyer" }).waitFor();
  });

  it("S25 shows nothing on a site that the channel does not allow, and tells its developer", async () => {
    scene.server.refusesConfig = "origin_refused";
    scene.show({});
    const context = await scene.browser.newContext();
    const warnings: string[] = [];
    context.on("console", (message) => warnings.push(message.text()));
    const page = await scene.openIn(context);
    await expect.poll(() => warnings).toContain("guichet: cannot do init 403 origin_refused");
    expect(await page.locator("guichet-messenger").count()).toBe(0);
  });

  it("works without any storage", async () => {
    scene.show({ csp: "sandbox allow-scripts" });
    const page = await scene.open();
    const log = await openPanel(page);
    await write(page, "No storage here");
    await log.getByText("Sent", { exact: true }).waitFor();
    expect(scene.server.posts.map(({ text }) => text)).toEqual(["No storage here"]);
  });
});
