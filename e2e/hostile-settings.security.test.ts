import {
  channelCreated,
  invitationSent,
  MESSENGER_TEXTS,
  organizationView,
  teamView,
  userView,
} from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Vector } from "../server/src/testing/xss/vectors.ts";
import { launchBrowser } from "./testing/browser.ts";
import { type Corpus, fewOf, inSink, openCorpus } from "./testing/hostile/corpus.ts";
import { countDrawn } from "./testing/hostile/drawn.ts";
import { DRILL_MS, openWatched, pressUntilGone, type WatchedWindow } from "./testing/hostile/hostile-window.ts";
import { type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const LONGEST_NAME = 100;
const [firstName, lastName, reference] = [inSink("1"), inSink("2"), inSink("3")];
/** Ten characters leave room for little: an element with our marker is all of it. */
const SHORT_CODES = ["<p data-hit", "<s data-hit", '"><script>', "'><img src"];

describe("hostile text in Settings", { timeout: DRILL_MS }, () => {
  let guichet: Guichet;
  let browser: Browser;
  let corpus: Corpus;
  let admin: Person;
  let window: WatchedWindow;
  let page: Page;
  let names: readonly Vector[];
  /** Of those, whose own pages are opened. */
  let opened: readonly Vector[];
  const invitations = new Map<number, string>();
  const pages = new Map<number, { user: string; team: string; channel: string }>();

  beforeAll(async () => {
    [guichet, browser, corpus] = await Promise.all([startGuichet(), launchBrowser(), openCorpus()]);
    admin = await setUp(guichet);
    names = corpus.fitting(LONGEST_NAME - 3);
    opened = fewOf(names);
    for (const [at, vector] of names.entries()) await fill(vector, at);
    window = await openWatched(browser, guichet.base, admin);
    page = window.page;
  }, DRILL_MS);
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    corpus?.canary.stop();
    await guichet?.stop();
  });

  it("S1 names stay text in the lists of agents, teams and channels", async () => {
    for (const [path, show] of [
      ["agents", firstName],
      ["agents", lastName],
      ["teams", inSink("t")],
      ["channels", inSink("c")],
    ] as const) {
      await window.goTo(`/settings/${path}`);
      await expect.poll(() => page.getByRole("row").count()).toBeGreaterThan(names.length);
      const drawn = countDrawn(names, show);
      await drawn.lookUntilAll(page.getByRole("table"));
    }
    await window.isClean();
  });

  it("S1 the pages of an agent, a team and a channel, and their menus, show text", async () => {
    for (const vector of opened) {
      const { user, team, channel } = pages.get(vector.serial) ?? { user: "", team: "", channel: "" };
      await window.goTo(`/settings/agents/${user}`);
      await see([vector], firstName, lastName, inSink("r"));
      await window.goTo(`/settings/teams/${team}`);
      await see([vector], inSink("t"));
      await window.goTo(`/settings/channels/${channel}`);
      await page.getByRole("button", { name: /^Texts/ }).click();
      await see([vector], inSink("c"), inSink("title"), inSink("intro"));
      await page.getByRole("button", { name: "Delete the channel" }).click();
      await page.getByRole("dialog").waitFor();
      const asked = countDrawn([vector], inSink("c"));
      await asked.lookUntilAll(page.getByRole("dialog"));
    }
    await page.keyboard.press("Escape");
    const grants = countDrawn(names, firstName);
    await page.getByRole("combobox", { name: "Add an agent" }).click();
    await expect.poll(() => page.getByRole("option").count()).toBeGreaterThan(0);
    for (const vector of opened) {
      await page.getByRole("combobox", { name: "Add an agent" }).fill(vector.text);
      await expect.poll(() => page.getByRole("option").count()).toBeGreaterThan(0);
      await grants.look(page);
    }
    expect(names.length - grants.missing).toBeGreaterThanOrEqual(opened.length);
    await window.isClean();
  });

  it("S1 short codes, deleted names in toasts, and search for a hostile text stay text", async () => {
    const [first] = opened;
    const { user = "", team = "" } = pages.get(first?.serial ?? 0) ?? {};
    for (const shortCode of SHORT_CODES.map((code) => code.slice(0, 10))) {
      await admin.call(userView, "PATCH", `/users/${user}`, { shortCode });
      await window.goTo(`/settings/agents/${user}`);
      await expect.poll(() => page.getByLabel("Short code").inputValue()).toBe(shortCode.trim());
    }
    await window.goTo("/settings/agents");
    for (const vector of opened) {
      await page.getByLabel("Search by name or e-mail").fill(vector.text);
      await expect.poll(() => page.getByRole("row").count()).toBe(2);
    }
    await page.keyboard.press("Control+k");
    await page.keyboard.type(first?.text ?? "");
    await page.getByText("No command is called that.").waitFor();
    await page.keyboard.press("Escape");
    await window.goTo(`/settings/teams/${team}`);
    await page.getByRole("button", { name: "Delete the team" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete the team" }).click();
    await page.getByText(`${first === undefined ? "" : inSink("t")(first)} is deleted.`).waitFor();
    await window.isClean();
  });

  it("S1 the audit log shows what was written, in its lines and in what changed", async () => {
    await window.goTo("/settings/audit-log");
    await page.getByRole("button", { name: "Show the change" }).first().waitFor();
    await pressUntilGone(page.getByRole("button", { name: "Load more" }), window.watch);
    const subjects = [countDrawn(names, inSink("t")), countDrawn(names, inSink("c"))];
    for (const drawn of subjects) {
      await drawn.lookUntilAll(page);
    }
    const changes = [countDrawn(names, reference), countDrawn(names, inSink("r"))];
    // All at once: one click each would take an hour.
    await page.getByRole("button", { name: "Show the change" }).evaluateAll((buttons) => {
      for (const button of buttons) button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    });
    await expect.poll(() => page.getByRole("button", { name: "Show the change" }).count()).toBe(0);
    for (const drawn of changes) {
      await drawn.lookUntilAll(page);
    }
    await window.isClean();
  });

  it("S1 the organization's name stays text in the frame, on invitations and in the preferences", async () => {
    const invited = await openWatched(browser, guichet.base);
    for (const vector of opened) {
      const name = inSink("o")(vector);
      await admin.call(organizationView, "PATCH", "/organization", { name });
      await window.goTo("/settings/preferences");
      await see([vector], inSink("o"));
      await invited.page.goto("about:blank");
      await invited.goTo(new URL(invitations.get(vector.serial) ?? "").href.slice(guichet.base.length));
      const drawn = [countDrawn([vector], inSink("o")), countDrawn([vector], firstName)];
      await invited.page
        .getByLabel(/password/i)
        .first()
        .waitFor();
      for (const one of drawn) {
        await one.lookUntilAll(invited.page);
      }
    }
    await window.isClean();
    await invited.isClean();
  });

  it("S1 the page about the interface, and addresses that are not there, show nothing of what was asked", async () => {
    const stranger = await openWatched(browser, guichet.base);
    for (const vector of fewOf(corpus.vectors)) {
      const text = encodeURIComponent(vector.text);
      for (const path of [
        `/api/v1?q=${text}`,
        `/${text}`,
        `/sign-in?to=${text}`,
        `/inbox/new?${text}`,
        `/messenger-demo/${text}`,
      ]) {
        await stranger.page.goto(guichet.base + path);
      }
    }
    await stranger.isClean();
    await window.goTo("/api/v1");
    await window.isClean();
  });

  it("S1 none of it has called anybody", () => {
    expect(corpus.canary.calls).toEqual([]);
  });

  async function see(vectors: readonly Vector[], ...shows: readonly ((vector: Vector) => string)[]): Promise<void> {
    for (const show of shows) {
      const drawn = countDrawn(vectors, show);
      await drawn.lookUntilAll(page);
    }
  }

  /** A hostile agent, team and channel. */
  async function fill(vector: Vector, at: number): Promise<void> {
    const person = { firstName: firstName(vector), lastName: lastName(vector), userReference: reference(vector) };
    const account = { email: `${at}@lumen.example`, accountRole: "agent", shortCode: null };
    const { user, link } = await admin.call(invitationSent, "POST", "/users", { ...person, ...account });
    await admin.call(userView, "PATCH", `/users/${user.id}`, { userReference: inSink("r")(vector) });
    invitations.set(vector.serial, link ?? "");
    const team = await admin.call(teamView, "POST", "/teams", { name: inSink("t")(vector) });
    const texts = Object.fromEntries(MESSENGER_TEXTS.map((key) => [key, inSink(key)(vector)]));
    const body = { platform: "messenger", name: inSink("c")(vector), settings: { texts: { en: texts } } };
    const { channel } = await admin.call(channelCreated, "POST", "/channels", body);
    pages.set(vector.serial, { user: user.id, team: team.id, channel: channel.id });
  }
});
