import type { ConversationId, MessageTemplate, SendMessageBody, TemplateUse } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { replaceTemplateRows } from "../../channels/templates/templates.sql.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, newMessageId } from "../conversations.test-kit.ts";
import { putDraft } from "../drafts.sql.ts";
import { buildScheduleWorld, type ScheduleWorld } from "../scheduling/scheduling.test-kit.ts";
import { sendMessage } from "../send-message.ts";
import { HOUR } from "../time/time.test-kit.ts";
import { listUsableTemplates } from "./list-usable-templates.ts";

let kit: ScheduleWorld;
let world: ScheduleWorld["world"];
let id: ConversationId;
let from: string;
const ready: MessageTemplate = {
  ...{ name: "order_ready", language: "en", category: "utility", status: "approved" },
  ...{ body: "Hello {{1}}, order {{2}} is ready.", prefill: { "1": "contact.name", "2": "attribute.Order" } },
};

beforeAll(async () => {
  kit = await buildScheduleWorld();
  world = kit.world;
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  world.clock.at = new Date("2026-03-27T09:00:00.000Z");
  await setTemplates([ready, { ...ready, language: "fr", status: "paused" }]);
  await world.database.system
    .updateTable("channels")
    .set({ settings: JSON.stringify({ outboundUrl: "", replyWindowHours: 24 }), short_code: false, platform: "api" })
    .where("id", "=", world.channelId)
    .execute();
  ({ id, from } = await world.start());
});

const setTemplates = async (templates: MessageTemplate[]) =>
  await replaceTemplateRows(kit.kai(), world.channelId, templates);
const use = (more: Partial<TemplateUse> = {}): TemplateUse => ({
  ...{ name: "order_ready", language: "en", parameters: { "1": "Anna", "2": "77" } },
  ...more,
});
const bodyOf = (more: Partial<SendMessageBody> = {}): SendMessageBody => ({
  ...{ id: newMessageId(), kind: "reply", text: "Hello Anna, order 77 is ready.", attachmentIds: [] },
  ...{ replyToId: null, mentions: [], afterwards: "stay", template: use(), ...more },
});
const send = async (more: Partial<SendMessageBody> = {}, to = id) =>
  await sendMessage(kit.kai(), to, bodyOf(more), "Kai Wong");

describe("W95 after the time for replies", () => {
  it("W95 free text is refused and an approved template passes, with its words, name, language and parameters", async () => {
    world.clock.pass(25 * HOUR);
    const { template: _, ...free } = bodyOf();
    await expect(sendMessage(kit.kai(), id, free, "Kai Wong")).rejects.toMatchObject({ code: "reply_window_closed" });
    const { message } = await send();
    expect(message).toMatchObject({
      text: "Hello Anna, order 77 is ready.",
      template: { name: "order_ready", language: "en" },
      shortCode: null,
    });
    const stored = await world.database.system
      .selectFrom("messages")
      .select("template")
      .where("id", "=", message.id)
      .executeTakeFirstOrThrow();
    expect(stored.template).toEqual(use());
    expect(await kit.outboxOf(message.id)).toHaveLength(1);
    expect((await kit.outbound(id)).map((one) => one.id)).toEqual([message.id]);
  });

  it("W95 I11 sent twice at once, and again later, it is one message", async () => {
    world.clock.pass(25 * HOUR);
    const body = bodyOf();
    const go = async () => await sendMessage(kit.kai(), id, body, "Kai Wong");
    const both = await Promise.all([go(), go()]);
    expect(both.map((one) => one.repeated).sort()).toEqual([false, true]);
    await setTemplates([]);
    expect(await go()).toMatchObject({ repeated: true });
    expect(await kit.outboxOf(body.id)).toHaveLength(1);
  });

  it("W95 W97 what was typed in the reply box stays there", async () => {
    await putDraft(kit.kai(), id, { text: "Typed before", kind: "reply", replyToId: null, attachmentIds: [] });
    await send();
    const drafts = await world.database.system
      .selectFrom("drafts")
      .select("text")
      .where("conversation_id", "=", id)
      .execute();
    expect(drafts).toEqual([{ text: "Typed before" }]);
  });
});

describe("W95 what does not pass, and leaves nothing behind", () => {
  const refused = async (code: string, more: Partial<SendMessageBody> = {}, to = id) => {
    await expect(send(more, to)).rejects.toMatchObject({ code });
    expect(await kit.outbound(to)).toEqual([]);
  };

  it("W95 a template that is paused, deleted or another channel's", async () => {
    world.clock.pass(25 * HOUR);
    await refused("template_gone", { template: use({ language: "fr" }) });
    await refused("template_gone", { template: use({ name: "another" }) });
    await setTemplates([{ ...ready, status: "paused" }]);
    await refused("template_gone");
    await setTemplates([]);
    await refused("template_gone");
    await world.database.system
      .insertInto("channels")
      .values({
        ...{ organization_id: world.organizationId, id: uuidV7() as never, endpoint_id: world.endpointId },
        ...{ platform: "api", external_id: "other", name: "Other", settings: "{}", secrets: "{}" },
      })
      .returning("id")
      .executeTakeFirstOrThrow()
      .then(async (other) => await replaceTemplateRows(kit.kai(), other.id, [ready]));
    await refused("template_gone");
  });

  it("W95 one that was changed since its author read it filled", async () => {
    await setTemplates([{ ...ready, body: "Hello {{1}}, order {{2}} is late." }]);
    await refused("template_changed");
    await setTemplates([{ ...ready, body: "Hello {{1}}.", prefill: {} }]);
    await refused("template_changed");
    await refused("template_changed", { template: use({ parameters: { "1": "Anna" } }), text: "Hello Bruno." });
  });

  test.each([
    ["", "an empty one"],
    ["  ", "blanks"],
    ["two\nlines", "more than a line"],
    ["nul\0", "a control character"],
  ])("W95 the parameter %j, for it is %s", async (value) => {
    await refused("invalid_input", { template: use({ parameters: { "1": "Anna", "2": value } }) });
  });

  it("W95 with a file, held back, as a comment, in public, or on a platform without templates", async () => {
    await refused("invalid_input", { attachmentIds: [await kit.upload()] });
    await refused("invalid_input", { holdSeconds: 5 });
    await refused("invalid_input", { kind: "comment" });
    await world.receive(buildMessage(world, { from: `${from}-public`, visibility: "public", threadKey: "p" }));
    await refused("invalid_input", {}, await conversationOf(world, `${from}-public`));
    await world.database.system
      .updateTable("channels")
      .set({ platform: "loopback" })
      .where("id", "=", world.channelId)
      .execute();
    await refused("template_gone");
  });

  it("W95 one that is longer, filled, than the platform takes", async () => {
    const long = Array.from({ length: 20 }, (_, n) => `{{${n + 1}}}`).join(" ");
    await setTemplates([{ ...ready, body: long, prefill: {} }]);
    const parameters = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${n + 1}`, "x".repeat(1000)]));
    const text = Object.values(parameters).join(" ");
    await refused("text_too_long", { template: use({ parameters }), text });
  });
});

describe("W95 W133 the list beside a conversation", () => {
  it("W95 has the approved ones alone, with what is known of the contact in them", async () => {
    const [template, ...others] = await listUsableTemplates(kit.kai(), id, "en");
    expect(others).toEqual([]);
    expect(template).toMatchObject({
      ...{ name: "order_ready", language: "en", body: ready.body },
      parameters: [
        { name: "1", value: expect.stringContaining(from) },
        { name: "2", value: "" },
      ],
    });
  });

  it("W95 is nobody's who may not reply there", async () => {
    await expect(listUsableTemplates(world.ctx(world.viewer), id, "en")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(listUsableTemplates(world.ctx(uuidV7() as never), id, "en")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
