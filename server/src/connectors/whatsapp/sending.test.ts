import { whatsappSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildOutboundMessage, createRecordingContext, type HttpPeer, startHttpPeer } from "../connector-bench.ts";
import { createWhatsappConnector } from "./connector.ts";

const connector = createWhatsappConnector();
const clientRef = "01936f2e-7c1a-7b3c-8d4e-000000000001";
const ids = { appId: "700000000000001", wabaId: "102290129340398", phoneNumberId: "106540352242922" };
let peer: HttpPeer;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  peer = await startHttpPeer(JSON.stringify({ messages: [{ id: "wamid.SENT" }] }));
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await peer.stop();
});

const send = async () =>
  await connector.send(
    buildOutboundMessage({
      ...{ clientRef, to: { externalId: "33612345678", displayName: "Zoé" } },
      text: `${"a".repeat(4000)}\n\n${"b".repeat(4000)}`,
    }),
    {
      ...{ id: "channel", organizationId: "o", endpointId: "e-1", platform: "whatsapp", name: "Lamps" },
      ...{ externalId: ids.phoneNumberId, settings: whatsappSettings.parse({ ...ids, graphUrl: peer.url }) },
      secrets: { token: "EAAG-token" },
    },
    context.ctx,
  );
const sent = () =>
  peer.received.map(({ body }) => {
    const said = JSON.parse(body.toString("utf8"));
    return `${said.text.body.charAt(0)} ${said.biz_opaque_callback_data}`;
  });

describe("a message in pieces", () => {
  test("each says which of how many it is; a later attempt goes on with the rest", async () => {
    context.values.set(`sent:${clientRef}`, '["wamid.FIRST"]');
    expect(await send()).toEqual({
      ...{ ok: true, externalId: "wamid.FIRST" },
      context: { alsoSentAs: ["wamid.SENT"] },
    });
    expect(sent()).toEqual([`b ${clientRef}/2-2`]);
  });

  test("I16 after all have left, trying again sends all of them", async () => {
    await send();
    peer.behave("ok");
    expect(await send()).toMatchObject({ ok: true, context: { alsoSentAs: ["wamid.SENT"] } });
    expect(sent()).toEqual([`a ${clientRef}/1-2`, `b ${clientRef}/2-2`]);
  });
});
