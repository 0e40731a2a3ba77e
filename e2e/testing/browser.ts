import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { chromiumOptions } from "../../server/src/testing/system-parts.ts";
import type { Person } from "./house.ts";

const PATIENCE_MS = 30_000;

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch(chromiumOptions());
}

export type Window = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained about: errors of scripts, refused policies. */
  readonly complaints: readonly string[];
};

/** A browser of somebody's own, with nobody signed in. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(openShadowTrees);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !isRefusalOrCut(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** The browser of somebody who is signed in already, at a page of the web app. */
export async function openAs(browser: Browser, base: string, person: Person, path = "/"): Promise<Window> {
  const opened = await openWindow(browser);
  await opened.context.addCookies([{ name: "guichet", value: person.session, url: base }]);
  await opened.page.goto(base + path);
  return opened;
}

/** Chromium reports every refused call and every cut line as an error; what the page makes of it is what matters. */
function isRefusalOrCut(text: string): boolean {
  return /Failed to load resource|WebSocket connection to|net::ERR_/.test(text);
}

/** Closed shadow trees cannot be looked into, by tests neither: run before anything else, it opens the messenger's. */
function openShadowTrees(): void {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init, mode: "open" });
  };
}
