import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NETWORKS, type Played } from "../networks.ts";
import type { Deed } from "./network.ts";
import { Telephone } from "./telephone.ts";
import type { View } from "./view.ts";

let played: Played[];
let telephone: Telephone;
beforeEach(async () => {
  played = await Promise.all(NETWORKS.map((play) => play({ port: 0, seed: 3 })));
  telephone = new Telephone(played.map(({ network }) => network));
  await telephone.start();
});
afterEach(async () => {
  await telephone.stop();
  await Promise.all(played.map((one) => one.stop()));
});

const view = async (where: Record<string, string>): Promise<View> =>
  await (await fetch(`${telephone.url}view?${new URLSearchParams(where)}`)).json();
const say = async (where: Record<string, string>, deed: Deed, type = "application/json") =>
  await fetch(`${telephone.url}deed?${new URLSearchParams(where)}`, {
    method: "POST",
    headers: { "content-type": type },
    body: JSON.stringify(deed),
  });

describe("every network", () => {
  test("shows an account with what Guichet is given, contacts with chats, and what is written there", async () => {
    const names = (await view({})).networks.map(({ id }) => id);
    expect(names.length).toBe(NETWORKS.length);
    for (const network of names) {
      const first = await view({ network });
      expect(first.where.network).toBe(network);
      expect(first.about.credentials.length, network).toBeGreaterThan(0);
      expect(first.contacts.length, network).toBeGreaterThan(0);
      expect(first.chats.length, network).toBeGreaterThan(0);
      if (first.shown?.can.write !== true) continue;
      expect((await say(first.where, { do: "write", text: `Hello ${network}` })).status, network).toBe(200);
      const after = await view(first.where);
      expect(after.shown?.messages.at(-1), network).toMatchObject({ text: `Hello ${network}`, mine: true });
    }
  });

  test("somebody who comes later is among the contacts of an account that was asked for before, and writes there", async () => {
    for (const { network, addContact } of played) {
      const [account] = network.accounts();
      const id = addContact("Olive Carter", "en");
      const contact = account?.contacts().find((one) => one.id === id);
      const chat = contact?.chats.find(({ kind }) => kind === "direct")?.id ?? "";
      await account?.do(id, chat, { do: "write", text: "Hello from Olive" });
      const shown = account?.chat(id, chat)?.messages.at(-1);
      expect(shown, network.name).toMatchObject({ text: "Hello from Olive", mine: true });
    }
  });

  test("a deed that a network does not know is refused in words, and another site's form does nothing", async () => {
    const { where } = await view({ network: "viber" });
    const refused = await say(where, { do: "edit", message: "1", text: "x" });
    expect([refused.status, await refused.json()]).toEqual([409, { refused: expect.stringContaining("Viber") }]);
    expect((await say(where, { do: "write", text: "forged" }, "text/plain")).status).toBe(404);
    expect((await view(where)).shown?.messages).toEqual([]);
  });
});

test("a contact's own file is served so that it cannot run, and nothing else is", async () => {
  const { where } = await view({ network: "line" });
  const base64 = Buffer.from("<svg onload='alert(1)'/>").toString("base64");
  await say(where, { do: "file", base64, type: "image/svg+xml", name: "a.svg", caption: "" });
  const [message] = (await view(where)).shown?.messages ?? [];
  const address = (id: string) => `${telephone.url}file?${new URLSearchParams({ ...where, id })}`;
  const answer = await fetch(address(message?.files[0]?.id ?? ""));
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await fetch(address("http://127.0.0.1:1/"))).status).toBe(404);
});

test("the page and its scripts are there", async () => {
  const page = await (await fetch(telephone.url)).text();
  expect(page).toContain('src="/browser/telephone.ts"');
  for (const name of ["telephone", "bubble", "panel", "elements"]) {
    const script = await fetch(`${telephone.url}browser/${name}.ts`);
    expect(script.headers.get("content-type")).toContain("javascript");
    expect(await script.text()).not.toMatch(/^import type/m);
  }
  expect((await fetch(`${telephone.url}browser/../main.ts`)).status).toBe(404);
});
