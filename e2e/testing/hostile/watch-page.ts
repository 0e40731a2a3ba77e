import type { BrowserContext, Page } from "playwright-core";
import { HIT, MARKER } from "../../../server/src/testing/xss/vectors.ts";
import { reportFromInside, sweepTree } from "./inside-the-page.ts";

/** Foreign text has done something: what kind of thing, and which one. */
export type Finding = { readonly kind: FindingKind; readonly what: string };
export type FindingKind =
  /** A window of the browser opened: alert, confirm, prompt. */
  | "dialog"
  /** Something outside our own address was called, or gone to. */
  | "call"
  /** The page's policy refused something, so somebody tried. */
  | "policy"
  /** A name stands in the page's global object that neither browsers nor we put there. */
  | "global"
  /** An address that runs a script or is a document of its own. */
  | "address"
  /** An element of a hostile text stands in the tree. */
  | "marker";

export type Watch = {
  /** What was found since the beginning, after a last look through every open page. */
  findings(): Promise<Finding[]>;
  /** Waits until no request is under way and none has been for a moment. */
  quiet(): Promise<void>;
};

const TELL = "guichetDrillTell";
const QUIET_MS = 250;
/** What our own code puts into the global object: the nonce for styles, what two libraries keep there, the messenger's command. */
const OURS = ["__webpack_nonce__", "__zod_globalConfig", "__zod_globalRegistry", "__TSR_ROUTER__", "guichet"];

/** Watches every page of a context, before anything is opened in them, for whatever foreign text could do. */
export async function watchContext(context: BrowserContext, base: string): Promise<Watch> {
  const found: Finding[] = [];
  const note = (kind: FindingKind, what: string): void => {
    const finding = { kind, what: what.slice(0, 300) };
    if (!found.some((one) => one.kind === kind && one.what === finding.what)) found.push(finding);
  };
  const traffic = { under: new Set<unknown>(), last: performance.now() };
  await context.exposeBinding(TELL, (_, kind: FindingKind, what: string) => note(kind, what));
  await context.addInitScript(reportFromInside, { tell: TELL, marker: MARKER, hit: HIT, known: [...OURS, TELL] });
  for (const page of context.pages()) watchPage(page, base, note);
  context.on("page", (page) => watchPage(page, base, note));
  context.on("request", (request) => {
    if (!isOurs(request.url(), base)) note("call", request.url());
    traffic.under.add(request);
    traffic.last = performance.now();
  });
  const over = (request: unknown): void => {
    traffic.under.delete(request);
    traffic.last = performance.now();
  };
  context.on("requestfinished", over);
  context.on("requestfailed", over);
  return {
    async findings() {
      for (const page of context.pages()) {
        const swept = await page.evaluate(sweepTree, { marker: MARKER });
        for (const [kind, what] of swept) note(kind, what);
      }
      return found;
    },
    async quiet() {
      while (traffic.under.size > 0 || performance.now() - traffic.last < QUIET_MS) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

function watchPage(page: Page, base: string, note: (kind: FindingKind, what: string) => void): void {
  page.on("dialog", async (dialog) => {
    note("dialog", dialog.message());
    await dialog.dismiss();
  });
  page.on("console", (message) => {
    // Frames without scripts report nothing themselves; the browser says it for them.
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) note("policy", message.text());
  });
  page.on("framenavigated", (frame) => {
    if (!isOurs(frame.url(), base)) note("call", `went to ${frame.url()}`);
  });
  page.on("websocket", (socket) => {
    if (!isOurs(socket.url().replace(/^ws/, "http"), base)) note("call", socket.url());
  });
}

/** Blobs and drawn pictures are made by the page itself. */
function isOurs(url: string, base: string): boolean {
  return url.startsWith(`${base}/`) || url === base || /^(?:about:|blob:|data:image\/|chrome-error:)/.test(url);
}
