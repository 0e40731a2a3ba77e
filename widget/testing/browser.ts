import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { build } from "vite";
import { chromiumOptions } from "../../server/src/testing/system-parts.ts";
import { FakeMessenger } from "./fake-messenger.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core");

/** What a page of a shop may contain; `head` stands before the messenger's script. */
export type HostPage = { head?: string; body?: string; attributes?: string; csp?: string; lang?: string };

/** A browser, a customer's site and a messenger server on three origins. */
export type Scene = {
  server: FakeMessenger;
  browser: Browser;
  site: string;
  show: (page: HostPage) => void;
  open: (options?: BrowserContextOptions, path?: string) => Promise<Page>;
  openIn: (context: BrowserContext, path?: string) => Promise<Page>;
  /** After each test: nothing may have broken the contract; everything is as at the beginning. */
  clear: () => Promise<void>;
  end: () => Promise<void>;
};

/**
 * Closed shadow trees cannot be looked into, by tests neither: run this in a page before anything else, and the messenger's
 * is open to `page.locator`.
 */
export function openShadowTrees(): void {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init, mode: "open" });
  };
}

/** Builds the widget into a folder of its own; answers the file. */
export async function buildWidget(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "guichet-widget-"));
  const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));
  await build({ configFile, logLevel: "error", build: { outDir, emptyOutDir: false } });
  return join(outDir, "widget.js");
}

export async function setScene(): Promise<Scene> {
  const [widgetPath, browser] = await Promise.all([buildWidget(), chromium.launch(chromiumOptions())]);
  const server = new FakeMessenger();
  server.widgetPath = widgetPath;
  await server.start();
  let shown: HostPage = {};
  const site = createServer((_, response) => {
    const headers = {
      "content-type": "text/html; charset=utf-8",
      ...(shown.csp && { "content-security-policy": shown.csp }),
    };
    response.writeHead(200, headers).end(renderHostPage(server, shown));
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const address = site.address();
  const origin = `http://localhost:${typeof address === "object" ? address?.port : 0}`;

  async function openIn(context: BrowserContext, path = "/"): Promise<Page> {
    const page = await context.newPage();
    await page.goto(origin + path);
    await page.waitForFunction(() => window.guichet?.isLoaded);
    return page;
  }

  return {
    ...{ server, browser, site: origin, openIn },
    show(page) {
      shown = page;
    },
    async open(options, path) {
      const context = await browser.newContext({ locale: "en-GB", ...options });
      await context.addInitScript(openShadowTrees);
      return openIn(context, path);
    },
    async clear() {
      for (const context of browser.contexts()) await context.close();
      shown = {};
      const { violations } = server;
      server.reset();
      if (violations.length) throw new Error(`against the contract: ${violations.join("; ")}`);
    },
    async end() {
      await browser.close();
      site.closeAllConnections();
      site.close();
      await server.stop();
    },
  };
}

function renderHostPage(server: FakeMessenger, { head = "", body = "", attributes = "", lang = "" }: HostPage): string {
  return `<!doctype html><html lang="${lang}"><head><title>Shop</title><meta name="viewport" content="width=device-width">${head}
    <script async src="${server.origin}/widget.js" data-channel="${server.channelId}" ${attributes}></script></head>
    <body><main><h1>Shop</h1><p>Lamps.</p><button>Buy</button></main>${body}</body></html>`;
}

/** Says something to the messenger as the page's own script would. */
export async function tell(page: Page, ...command: unknown[]): Promise<void> {
  await page.evaluate((said) => window.guichet?.(...said), command);
}

/** Collects what the messenger tells the page of this name. */
export async function listen(page: Page, name: string): Promise<() => Promise<unknown[]>> {
  await page.evaluate((name) => {
    const heard: unknown[] = [];
    Reflect.set(window, `heard_${name}`, heard);
    window.guichet?.("on", name, (detail: unknown) => heard.push(detail));
  }, name);
  return () => page.evaluate((name) => [...Reflect.get(window, `heard_${name}`)], name);
}

/** The one visitor there is. */
export function onlyVisitor(server: FakeMessenger) {
  const [visitor, ...others] = server.people();
  if (!visitor || others.length) throw new Error(`${server.people().length} visitors instead of one`);
  return visitor;
}

/** Opens the messenger by its button; answers the list of messages. */
export async function openPanel(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: /^(Open chat|Ouvrir)/ }).click();
  return page.getByRole("log");
}

export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}

/** What axe has to say against a part of the page, and why. Runs beside the page's policy, not under it. */
export async function findBarriers(page: Page, part = "guichet-messenger"): Promise<string[]> {
  await page.evaluate(readFileSync(AXE, "utf8"));
  return page.evaluate(async (part) => {
    const axe = Reflect.get(window, "axe");
    const { violations } = await axe.run({ include: [[part]] });
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
      [id, ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)].join(": "),
    );
  }, part);
}
