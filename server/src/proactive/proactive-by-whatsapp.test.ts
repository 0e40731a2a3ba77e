import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeysKit } from "../auth/api-keys/api-keys.test-kit.ts";
import { openWhatsappHouse, type WhatsappHouse } from "../connectors/whatsapp/whatsapp.test-kit.ts";

let house: WhatsappHouse;
let token: string;
beforeAll(async () => {
  house = await openWhatsappHouse();
  const kit = apiKeysKit(house.app);
  token = await kit.token(await kit.key("Order desk"));
});
afterAll(async () => await house?.stop());

const api = async (method: string, path: string, body?: unknown) =>
  await house.app.call(method, `/api/v1/proactive-messaging${path}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
const send = async (contact: string, text: string) =>
  await api("POST", "", { medium: "WhatsApp", channel: "Lamps", contact, text });
const sent = async (contact: string, text: string): Promise<string> => {
  const answer = await send(contact, text);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return (answer.body as { correlationId: string }).correlationId;
};
const details = async (id: string, status: string) => (await api("GET", `/${id}/${status}`)).body;

describe("R168 W164 by WhatsApp", () => {
  it("R168 W164 a template by its shorthand reaches who never wrote; the answer comes there, New", async () => {
    const lea = house.number.contact({ name: "Lea Sommer", phone: "4917612345678" });
    const text = "Bonjour Lea, il y a du nouveau pour votre commande : elle part | vite.";
    const id = await sent("+4917612345678", "{{template:order_news:fr|Lea|2=elle part \\| vite}}");
    await expect.poll(() => lea.chat().map((one) => one.text)).toEqual([text]);
    await expect
      .poll(() => details(id, "DELIVERED"))
      .toEqual([{ status: "DELIVERED", contact: "+4917612345678", reason: null }]);
    lea.write("Merci");
    await expect.poll(() => house.texts("Lea Sommer").then((all) => all.length)).toBe(2);
    const said = await house.said("Lea Sommer");
    expect(new Set(said.map((one) => one.conversation_id)).size).toBe(1);
    expect((await house.call("GET", `/conversations/${said[0]?.conversation_id}`)).body).toMatchObject({
      conversation: { status: "new" },
    });
  });

  it("R168 W164 free words leave inside the window, and behind it they fail with the cause", async () => {
    house.number.contact({ name: "Jo Winter", phone: "4917612345679" });
    const late = await sent("+4917612345679", "Hello?");
    await expect
      .poll(() => details(late, "FAILED"))
      .toMatchObject([{ contact: "+4917612345679", reason: expect.stringContaining("time for replies") }]);
    house.zoe.write("Bonjour");
    await expect.poll(() => house.texts()).toEqual(["Bonjour"]);
    const open = await sent("+33612345678", "Votre lampe est prête.");
    await expect.poll(() => details(open, "DELIVERED")).toMatchObject([{ reason: null }]);
    expect(house.fromUs().at(-1)?.text).toBe("Votre lampe est prête.");
  });

  it("R168 W164 a telephone without WhatsApp was taken and given up: DELIVERING_FAILED", async () => {
    const gone = house.number.contact({ name: "Gone", phone: "4917612345670" });
    gone.gone = true;
    const id = await sent("+4917612345670", "{{template:order_news:fr|Lea|elle part}}");
    await expect
      .poll(() => details(id, "DELIVERING_FAILED"))
      .toMatchObject([{ reason: expect.stringMatching(/cannot be reached on WhatsApp/) }]);
  });

  it.each([
    ["{{template:winter_sale}}", "is not approved"],
    ["{{template:nothing:fr}}", "is not approved"],
    ["{{template:order_news|a|b}}", "no language"],
    ["{{template:order_news:fr|Lea}}", "no value for 2"],
    ["{{template:order_news:fr|a|b|c}}", "more values"],
    ["{{template:order_news:fr|a|line\none}}", "more than a line"],
    ["{{template:order_news:fr|a|⟦when⟧}}", "not filled: when"],
    ["Bonjour {{template:order_news:fr|a|b}}", "cannot be read"],
  ])("R168 W164 the shorthand %s is refused with why", async (text, why) => {
    expect(await send("+4917612345671", text)).toMatchObject({
      ...{ status: 400, body: { errors: [expect.stringContaining(why)] } },
    });
  });

  it("R168 W164 a template that is too long once it is filled is refused with the limit", async () => {
    expect(await send("+4917612345671", `{{template:order_news:fr|a|${"b".repeat(16_350)}}}`)).toMatchObject({
      ...{ status: 400, body: { errors: ["text is too long: WhatsApp takes at most 16384"] } },
    });
  });
});
