import type { ChannelId, Platform } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../testing/test-app.ts";
import type { Connector, Health } from "./connector.ts";
import { startListening } from "./listen-channels.ts";

let test: TestApp;
let channelId: ChannelId;
beforeAll(async () => {
  test = await startTestApp();
  channelId = await test.apiChannel(test.organizationId);
});
afterAll(async () => await test?.stop());

it("I15 a mailbox whose server does not answer is silent, and is no longer when it answers again", async () => {
  const { parts } = test.app;
  const api = parts.connectors.get("api");
  if (api === undefined) throw new Error("There is no API connector.");
  const told = Promise.withResolvers<(health: Health) => void>();
  const connector: Connector = {
    ...api,
    async listen(_channel, _accept, report, { signal }) {
      told.resolve(report);
      await new Promise((done) => signal.addEventListener("abort", done));
    },
  };
  const listening = startListening({
    ...parts.connectorCtx,
    connectors: new Map<Platform, Connector>([["api", connector]]),
    accept: async () => ({ stored: true }) as never,
    channel: parts.channels.channel,
  });
  const stateOf = async () => {
    const { body } = await test.call("GET", `/api/v1/channels/${channelId}`, { as: test.admin });
    const { state, silent, stateReason } = body as Record<string, unknown>;
    return [state, silent, stateReason];
  };
  try {
    const report = await told.promise;
    report({ state: "degraded", checks: [{ name: "imap", ok: false, detail: "timed out" }] });
    await expect.poll(stateOf).toEqual(["connected", true, "timed out"]);
    report({ state: "needs_reconnection", checks: [{ name: "imap", ok: false, detail: "password refused" }] });
    await expect.poll(stateOf).toEqual(["needs_reconnection", false, "password refused"]);
    report({ state: "ok", checks: [{ name: "imap", ok: true }] });
    await expect.poll(stateOf).toEqual(["connected", false, null]);
  } finally {
    await listening.stop();
  }
});

it("S46 whoever listens goes on with a new secret of the endpoint", async () => {
  const { parts } = test.app;
  const api = parts.connectors.get("api");
  if (api === undefined) throw new Error("There is no API connector.");
  const heard: (readonly string[])[] = [];
  const connector: Connector = {
    ...api,
    async listen({ endpointSecrets }, _accept, _report, { signal }) {
      heard.push(endpointSecrets?.signing ?? []);
      await new Promise((done) => signal.addEventListener("abort", done));
    },
  };
  const listening = startListening({
    ...parts.connectorCtx,
    connectors: new Map<Platform, Connector>([["api", connector]]),
    accept: async () => ({ stored: true }) as never,
    channel: parts.channels.channel,
  });
  try {
    await expect.poll(() => heard.length).toBe(1);
    const { body } = await test.call("POST", `/api/v1/channels/${channelId}/secrets`, { as: test.admin });
    const [fresh] = Object.values((body as { secrets: Record<string, string> }).secrets);
    await expect.poll(() => heard.at(-1)?.[0]).toBe(fresh);
  } finally {
    await listening.stop();
  }
});
