import type { MessageTemplate } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GraphRefusal } from "../../../../simulator/src/meta/graph-refusal.ts";
import type { Misbehaviour } from "../../../../simulator/src/meta/meta-app.ts";
import type { WhatsappContact } from "../../../../simulator/src/whatsapp/whatsapp-contact.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { codeOf, never, openWhatsappHouse, type WhatsappHouse, ZOE } from "./whatsapp.test-kit.ts";

let house: WhatsappHouse;
let zoe: WhatsappContact;
beforeAll(async () => {
  house = await openWhatsappHouse();
  ({ zoe } = house);
});
afterAll(async () => await house?.stop());

describe("what agents answer", () => {
  it("S31 sent, delivered, read, and the contact's message is marked as read when it is answered", async () => {
    const asked = zoe.write("Vous êtes là ?");
    await expect.poll(() => house.texts()).toContain("Vous êtes là ?");
    expect(house.number.readByBusiness.has(asked.id)).toBe(false);
    const replyTo = (await house.said(ZOE)).find(({ external_id }) => external_id === asked.id)?.id;
    const id = await house.reply(ZOE, "Oui !", { replyToId: replyTo });
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    expect(house.fromUs().at(-1)).toMatchObject({ text: "Oui !", quoted: asked.id });
    expect(house.number.readByBusiness.has(asked.id)).toBe(true);
    zoe.read();
    await expect.poll(() => house.stateOf(id)).toBe("read");
  });

  it("statuses that overtake the answer, repeated and in disorder, move forward only", async () => {
    house.number.statusFirst = true;
    const before = house.account.app.told().length;
    const id = await house.reply(ZOE, "Vite");
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    house.number.statusFirst = false;
    zoe.read();
    await expect.poll(() => house.stateOf(id)).toBe("read");
    const notices = house.account.app.told().slice(before);
    await house.account.app.redeliver(notices, { times: 5, most: 3, url: house.subscription()?.override ?? "" });
    zoe.write("Après");
    await expect.poll(() => house.texts()).toContain("Après");
    expect(await house.stateOf(id)).toBe("read");
  });

  it("a text longer than a message leaves in pieces, each once, also when the second is limited", async () => {
    const long = `${"Un mot. ".repeat(512)}\n\n${"Deux mots. ".repeat(300)}`.trim();
    const before = house.fromUs().length;
    // It is marked as read and the first piece leaves; the first piece's statuses come while the second waits.
    misbehaveAt(3, { type: "refused", refusal: limited() });
    const id = await house.reply(ZOE, long);
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    const pieces = house.fromUs().slice(before);
    expect(
      house
        .callsOf("messages")
        .slice(-4)
        .map(({ status }) => status),
    ).toEqual([200, 200, 429, 200]);
    expect(
      pieces
        .map(({ text }) => text)
        .join(" ")
        .replace(/\s+/g, " "),
    ).toBe(long.replace(/\s+/g, " "));
  });

  it("I9 a limit is waited for, then it leaves once", async () => {
    const before = house.fromUs().length;
    await expect.poll(() => house.texts()).toContain("Après");
    misbehave(limited());
    const id = await house.reply(ZOE, "Bientôt");
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    expect(
      house
        .fromUs()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual(["Bientôt"]);
  });

  it("I6 an answer that never came is settled by the first status, and it left once", async () => {
    const before = house.fromUs().length;
    house.account.app.misbehave("messages", { type: "done_but_silent" });
    const id = await house.reply(ZOE, "Reçu ?");
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    expect(house.fromUs().slice(before)).toHaveLength(1);
    expect((await house.sayingOf(id))?.external_id).toBe(house.fromUs().at(-1)?.id);
  });

  it("W95 after a day a free reply fails with the reason, and a template reaches the contact", async () => {
    zoe.wroteAt = 0;
    const late = await house.reply(ZOE, "Trop tard ?");
    await expect.poll(() => house.stateOf(late)).toBe("failed");
    expect((await house.sayingOf(late))?.delivery_error).toMatchObject({
      kind: "window_closed",
      message: expect.stringContaining("template"),
    });
    await house.call("POST", `/messages/${late}/discard`);
    const parameters = { header_1: "2041", body_1: "Zoé", body_2: "it leaves today" };
    const text =
      "Order 2041\n\nHello Zoé, there is news of your order: it leaves today. Shall we go on?\n\nLamp Shop\n\n▸ Yes, please\n▸ No, thank you";
    const id = await house.reply(ZOE, text, { template: { name: "order_news", language: "en", parameters } });
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    expect(house.callsOf("messages").at(-1)?.fields).toMatchObject({
      type: "template",
      template: {
        ...{ name: "order_news", language: { code: "en" } },
        components: [
          { type: "header", parameters: [{ type: "text", text: "2041" }] },
          {
            type: "body",
            parameters: [
              { type: "text", text: "Zoé" },
              { type: "text", text: "it leaves today" },
            ],
          },
        ],
      },
    });
    const shown = house.fromUs().at(-1) ?? never();
    expect(shown.shown).toMatchObject({ header: "Order 2041", footer: "Lamp Shop" });
    zoe.press(shown.id, "Yes, please");
    await expect
      .poll(async () => (await house.said(ZOE)).at(-1))
      .toMatchObject({
        text: "Yes, please",
        reply_to: expect.stringContaining("Order 2041"),
      });
  });

  it("a contact who cannot be reached is told of", async () => {
    zoe.blocked = true;
    const id = await house.reply(ZOE, "Êtes-vous là ?");
    await expect.poll(() => house.stateOf(id)).toBe("failed");
    expect((await house.sayingOf(id))?.delivery_error).toMatchObject({ kind: "recipient_unavailable" });
    zoe.blocked = false;
    await house.call("POST", `/messages/${id}/discard`);
  });
});

describe("templates", () => {
  const list = async () =>
    ((await house.call("GET", `${house.path}/templates`)).body as { templates: MessageTemplate[] }).templates;
  const of = async (name: string, language = "en") =>
    (await list()).find((one) => one.name === name && one.language === language);

  it("W157 every page of WhatsApp's list, with states and all parts in one text", async () => {
    expect((await list()).map(({ name, language, status }) => `${name} ${language} ${status}`)).toEqual([
      "order_news en approved",
      "order_news fr approved",
      "parcel_on_its_way en approved",
      "sign_in_code en unusable",
      "winter_sale en rejected",
    ]);
    expect(await of("parcel_on_its_way")).toMatchObject({
      category: "utility",
      body: "{{body_first_name}}, your parcel is on its way.\n\n▸ Track it https://lamps.example/track/{{button_1}}",
      shape: [
        { part: "body", parameters: [{ ours: "body_first_name", theirs: "first_name", kind: "text" }] },
        { part: "url_button", index: 0, parameters: [{ ours: "button_1", theirs: null }] },
      ],
    });
  });

  it("W157 names and buttons are filled where they stand", async () => {
    const parameters = { body_first_name: "Zoé", button_1: "17" };
    const text = "Zoé, your parcel is on its way.\n\n▸ Track it https://lamps.example/track/17";
    const id = await house.reply(ZOE, text, { template: { name: "parcel_on_its_way", language: "en", parameters } });
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    expect(house.fromUs().at(-1)?.shown?.buttons).toEqual([
      { text: "Track it", url: "https://lamps.example/track/17" },
    ]);
    expect(house.callsOf("messages").at(-1)?.fields.template).toMatchObject({
      components: [
        { type: "body", parameters: [{ parameter_name: "first_name", text: "Zoé" }] },
        { type: "button", sub_type: "url", index: "0", parameters: [{ text: "17" }] },
      ],
    });
  });

  it("what begins a parameter is the Admin's, the rest is WhatsApp's", async () => {
    const before = await list();
    const changed = before.map((one) =>
      one.name === "order_news"
        ? { ...one, status: "paused", prefill: { [one.language === "en" ? "body_1" : "1"]: "contact.first_name" } }
        : one,
    );
    await house.call("PUT", `${house.path}/templates`, { templates: changed.slice(0, 2) });
    expect(await list()).toHaveLength(5);
    expect(await of("order_news")).toMatchObject({ status: "approved", prefill: { body_1: "contact.first_name" } });
  });

  it("W157 a template that WhatsApp pauses is no longer offered, within seconds, and its prefill stays", async () => {
    const [template] = house.account.templates;
    if (template === undefined) throw new Error("There is no template.");
    house.account.judgeTemplate(template, "PAUSED");
    await expect.poll(async () => (await of("order_news"))?.status).toBe("paused");
    template.status = "APPROVED";
    expect((await house.call("POST", `${house.path}/templates/sync`)).status).toBe(200);
    expect(await of("order_news")).toMatchObject({ status: "approved", prefill: { body_1: "contact.first_name" } });
  });

  it("W164 an agent writes first by template; the answer, from the number as WhatsApp writes it, comes there", async () => {
    const neu = house.number.contact({ name: "Lea Sommer", phone: "4917612345678" });
    const body = (message: object) => ({
      ...{ channelId: house.channel.id, address: "+49 176 12345678", name: "Lea Sommer" },
      message: { id: uuidV7(), ...message },
    });
    const free = await house.call("POST", "/conversations", body({ text: "Hallo" }));
    expect(codeOf(free)).toBe("reply_window_closed");
    const template = { name: "order_news", language: "fr", parameters: { "1": "Lea", "2": "elle part" } };
    const text = "Bonjour Lea, il y a du nouveau pour votre commande : elle part.";
    const started = await house.call("POST", "/conversations", body({ text, template }));
    expect(started.status).toBe(201);
    await expect.poll(() => neu.chat().map((one) => one.text)).toEqual([text]);
    neu.write("Danke");
    await expect.poll(() => house.texts("Lea Sommer")).toEqual([text, "Danke"]);
    expect(new Set((await house.said("Lea Sommer")).map((one) => one.conversation_id)).size).toBe(1);
  });
});

function limited(): GraphRefusal {
  return new GraphRefusal({ code: 130_429, status: 429, message: "Rate limit hit", headers: { "retry-after": "1" } });
}

/** Only the call of that number, counted from now. */
function misbehaveAt(number: number, how: Misbehaviour): void {
  const spied = vi.spyOn(house.account.app, "takeMisbehaviour");
  let count = 0;
  spied.mockImplementation((edge) => {
    if (edge !== "messages") return undefined;
    count += 1;
    if (count < number) return undefined;
    spied.mockRestore();
    return how;
  });
}

function misbehave(refusal: GraphRefusal): void {
  // The first call of a reply marks as read, which nobody waits for.
  house.account.app.misbehave("messages", { type: "refused", refusal });
  house.account.app.misbehave("messages", { type: "refused", refusal });
}
