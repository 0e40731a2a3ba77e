import { setTimeout as sleep } from "node:timers/promises";
import type { EmailSettings } from "@guichet/contract";
import { createTransport, type SendMailOptions } from "nodemailer";
import type { ChannelForConnector, Connector, OutboundMessage, SendResult } from "../../connector.ts";
import { createRecordingContext } from "../../connector-bench.ts";

/** Posts a mail the way any mail program would. */
export async function postMail(port: number, mail: SendMailOptions): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  await transport.sendMail({ text: "Hello.", ...mail });
  transport.close();
}

/** After a restart of Dovecot each Postfix process refuses one sign-in for now; the outbox would try again as well. */
export async function sendPatiently(
  connector: Connector<EmailSettings>,
  channel: ChannelForConnector<EmailSettings>,
  message: OutboundMessage,
): Promise<SendResult> {
  const context = createRecordingContext();
  try {
    for (let attempt = 1; ; attempt += 1) {
      const result = await connector.send({ ...message, attempt }, channel, context.ctx);
      if (result.ok || result.error.kind !== "rate_limited" || attempt > 20) return result;
      await sleep(100);
    }
  } finally {
    await context.stop();
  }
}
