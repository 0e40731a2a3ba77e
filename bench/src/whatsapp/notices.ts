import { createHmac } from "node:crypto";
import { createRandom, SEEDS } from "../data/random.ts";
import { makeText, pickLanguage } from "../data/texts.ts";
import type { Post } from "../protocol/post-line.ts";
import type { WhatsappNumber } from "./numbers.ts";
import { type Notice, STATES } from "./receipts.ts";
import { messageIdOf, phoneOf, wamidOf } from "./seed-messages.ts";

/** The external id of what a person writes. */
export function inboundIdOf(run: string, n: number): string {
  return `wamid.${run}-${n}`;
}

/**
 * Notices as Meta posts them: one in a webhook, signed by the app's secret over the bytes (Cloud API, "Webhooks"). Statuses
 * carry the `biz_opaque_callback_data` that the product sends along.
 */
export function createNoticeSender(run: string, number: WhatsappNumber, people: number): (notice: Notice) => Post {
  const random = createRandom(SEEDS.intake);
  const texts = Array.from({ length: 500 }, () => makeText(random, pickLanguage(random), false));
  const head =
    `{"object":"whatsapp_business_account","entry":[{"id":"${number.wabaId}","changes":[{"value":{` +
    `"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550000000","phone_number_id":"${number.phoneNumberId}"},`;
  const tail = `},"field":"messages"}]}]}`;
  return (notice) => {
    const seconds = Math.floor(Date.now() / 1000);
    const value =
      notice.type === "status"
        ? statusOf(notice.message, STATES[notice.state] ?? "sent", phoneOf(notice.message % people), seconds)
        : inboundOf(run, notice.n, phoneOf((notice.n * 7919) % people), texts[notice.n % texts.length] ?? "", seconds);
    return sign(number, `${head}${value}${tail}`);
  };
}

export function sign(number: Pick<WhatsappNumber, "path" | "appSecret">, body: string): Post {
  const signature = createHmac("sha256", number.appSecret).update(body, "utf8").digest("hex");
  return { path: number.path, body, headers: { "x-hub-signature-256": `sha256=${signature}` } };
}

function statusOf(message: number, status: string, phone: string, seconds: number): string {
  const pricing = `"pricing":{"billable":false,"pricing_model":"PMP","type":"free_customer_service","category":"service"}`;
  return (
    `"statuses":[{"id":"${wamidOf(message)}","status":"${status}","timestamp":"${seconds}","recipient_id":"${phone}",` +
    `"biz_opaque_callback_data":"${messageIdOf(message)}","conversation":{"id":"c${message}","origin":{"type":"service"}},${pricing}}]`
  );
}

function inboundOf(run: string, n: number, phone: string, text: string, seconds: number): string {
  const message = {
    from: phone,
    id: inboundIdOf(run, n),
    timestamp: String(seconds),
    type: "text",
    text: { body: text },
  };
  const contact = { profile: { name: `Person ${phone}` }, wa_id: phone };
  return `"contacts":${JSON.stringify([contact])},"messages":${JSON.stringify([message])}`;
}
