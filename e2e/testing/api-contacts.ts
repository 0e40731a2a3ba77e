import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { ChannelId, TemplateUse } from "@guichet/contract";
import { channelCreated } from "@guichet/contract";
import type { Person } from "./house.ts";

/** An API channel and, behind it, contacts who write through its webhook and a system that receives what agents answer. */
export type ApiContacts = {
  readonly channelId: ChannelId;
  /** A contact writes; `more` goes into the message, e.g. a subject or what else is known of the contact. */
  write(contact: string, text: string, more?: Record<string, unknown>): Promise<void>;
  /** What has been sent to contacts, in the order of arrival. */
  readonly received: readonly { readonly text: string; readonly contact: string }[];
  /** The comments that were answered in private, by their ids with the other system. */
  readonly answeredInPrivate: readonly string[];
  /** The templates among what was sent. */
  readonly templates: readonly TemplateUse[];
  /** What the system behind the channel answers from now on; 200 takes a message, 422 refuses it for good. */
  answerWith(status: number): void;
  stop(): void;
};

export async function addApiContacts(admin: Person, name: string): Promise<ApiContacts> {
  const received: { text: string; contact: string }[] = [];
  const answeredInPrivate: string[] = [];
  const templates: TemplateUse[] = [];
  let status = 200;
  const system = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (status !== 200) {
      response.writeHead(status).end();
      return;
    }
    const posted: Posted = JSON.parse(Buffer.concat(chunks).toString());
    received.push(readMessage(posted));
    if (posted.data?.privateReplyTo) answeredInPrivate.push(posted.data.privateReplyTo);
    if (posted.data?.template) templates.push(posted.data.template);
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(system, "listening");
  const address = system.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const settings = { outboundUrl: `http://127.0.0.1:${port}/messages` };
  const { channel, secrets } = await admin.call(channelCreated, "POST", "/channels", {
    platform: "api",
    name,
    settings,
  });
  return {
    channelId: channel.id,
    received,
    answeredInPrivate,
    templates,
    async write(contact, text, more = {}) {
      const message = { type: "message", id: randomUUID(), contact: { id: contact, name: contact }, text, ...more };
      await post(channel.webhookUrl ?? "", Object.values(secrets)[0] ?? "", JSON.stringify(message));
    },
    answerWith(next) {
      status = next;
    },
    stop() {
      system.closeAllConnections();
      system.close();
    },
  };
}

/** Signed as Standard Webhooks wants it. */
async function post(url: string, secret: string, body: string): Promise<void> {
  const id = randomUUID();
  const at = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": at,
      "webhook-signature": `v1,${signature}`,
    },
    body,
  });
  if (!response.ok) throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
}

type Posted = {
  data?: {
    text?: string;
    contact?: { id?: string };
    privateReplyTo?: string | null;
    template?: TemplateUse | null;
  };
};

function readMessage({ data }: Posted): { text: string; contact: string } {
  return { text: data?.text ?? "", contact: data?.contact?.id ?? "" };
}
