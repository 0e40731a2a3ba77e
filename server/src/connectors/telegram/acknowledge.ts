import type { TelegramSettings } from "@guichet/contract";
import { parseJson } from "../../lib/parse-json.ts";
import type { ChannelForConnector, ConnectorContext, RawDelivery } from "../connector.ts";
import { memberOf, recordOf, textOf } from "../read-json.ts";
import { accountOf, callMethod } from "./call-method.ts";

const limits = { maxDepth: 60, maxKeys: 100_000, maxBytes: 4 * 1024 * 1024 };

/** A pressed button spins at the contact until it is answered (Bot API, `answerCallbackQuery`). */
export async function acknowledgeUpdate(
  delivery: RawDelivery,
  channel: ChannelForConnector<TelegramSettings>,
  ctx: ConnectorContext,
): Promise<void> {
  // Most updates are something else, and not worth reading a second time.
  if (!Buffer.from(delivery.body).includes('"callback_query"')) return;
  const parsed = parseJson(delivery.body, limits);
  const id = textOf(memberOf(recordOf(parsed.ok ? parsed.value : undefined), "callback_query"), "id");
  if (id === undefined) return;
  const called = await callMethod(accountOf(channel), "answerCallbackQuery", { callback_query_id: id }, ctx, 10_000);
  if (!called.ok) ctx.log("info", "a pressed button could not be answered", { code: called.error.code });
}
