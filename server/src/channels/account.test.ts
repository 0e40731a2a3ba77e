import { Refusal } from "@guichet/contract";
import { expect, test } from "vitest";
import { z } from "zod";
import { createSecretBox } from "../lib/secret-box.ts";
import { identifyAccount } from "./account.ts";
import type { ChannelAccounts, ChannelConnector } from "./channel-deps.ts";
import type { ChannelForConnector } from "./channel-for-connector.ts";

const form = z.strictObject({ key: z.string(), account: z.string().optional() });
const connector: ChannelConnector = {
  parseSettings: (input) => form.parse(input),
  splitSecrets: (settings) => ({ settings, secrets: {} }),
  externalId: (settings) => form.parse(settings).account ?? "",
  address: () => "",
};

type Found = Awaited<ReturnType<ChannelAccounts["identify"]>>;
const identify = async (input: Record<string, unknown>, found: Found, before?: Partial<ChannelForConnector>) =>
  await identifyAccount(
    {
      connectors: new Map([["api", connector]]),
      secretBox: createSecretBox(Buffer.alloc(32)),
      accounts: {
        identify: async () => found,
        connect: async () => undefined,
        disconnect: async () => undefined,
        listTemplates: async () => undefined,
      },
    },
    "api",
    input,
    before as ChannelForConnector | undefined,
  ).catch((error: unknown) =>
    error instanceof Refusal ? { code: error.code, fields: error.fields } : Promise.reject(error),
  );

test("what the platform tells of the account goes into the settings", async () => {
  expect(await identify({ key: "k" }, { ok: true, settings: { key: "k", account: "7" } })).toEqual({
    key: "k",
    account: "7",
  });
  expect(await identify({ key: "k" }, undefined)).toEqual({ key: "k" });
});

test("settings that are none never reach the platform, and what it refuses names the field", async () => {
  expect(await identify({}, { ok: true, settings: {} })).toMatchObject({
    code: "invalid_input",
    fields: [{ path: "settings.key" }],
  });
  expect(await identify({ key: "k" }, { ok: false, code: "account_refused", path: "key" })).toEqual({
    code: "account_refused",
    fields: [{ path: "settings.key", problem: "account_refused" }],
  });
});

test("W150 a channel never becomes another account", async () => {
  const found = { ok: true, settings: { key: "new", account: "7" } } as const;
  expect(await identify({ key: "new" }, found, { id: "c" as never, externalId: "7" })).toEqual(found.settings);
  expect(await identify({ key: "new" }, found, { id: "c" as never, externalId: "8" })).toMatchObject({
    code: "account_differs",
  });
});
