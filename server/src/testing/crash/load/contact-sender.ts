import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { uuidV7 } from "../../../lib/uuid-v7.ts";
import type { ContactMessage, ExpectedFile } from "../history/history.ts";
import { call } from "./http-call.ts";
import type { Load } from "./load.ts";
import { between, chance, pick } from "./random.ts";
import { repeatUntilAnswered } from "./repeat.ts";
import type { ApiChannel } from "./world.ts";

/** Another system that posts contacts' messages: one after the other for each contact, each until it is taken. */
export async function runContactSender(load: Load): Promise<void> {
  while (!load.stopping()) {
    const channel = pick(load.world.apiChannels);
    if (channel === undefined) return;
    const contact = `contact-${uuidV7()}`;
    const messages = Math.ceil(between(4, 16));
    for (let n = 1; n <= messages && !load.stopping(); n += 1) {
      // The first messages of somebody new may come at once: still one contact and one conversation (F-14).
      const atOnce = n === 1 && chance(0.2) ? 3 : 1;
      await Promise.all(
        Array.from({ length: atOnce }, () => sendOne(load, channel, { contact, n, externalId: uuidV7() })),
      );
      await sleep(between(10, 60));
    }
  }
}

type Ids = Pick<ContactMessage, "contact" | "n" | "externalId">;

async function sendOne(load: Load, channel: ApiChannel, ids: Ids): Promise<void> {
  const files = chance(0.06) ? [load.peer.offerFile()] : [];
  const wish: ContactMessage = {
    kind: "contact_message",
    channelId: channel.id,
    ...ids,
    text: `${ids.contact} says ${ids.n}: ${ids.externalId}`,
    files,
  };
  const post = signedPost(load, channel, wish);
  // Providers deliver the same thing twice, also at the same time (F-11).
  const twin = chance(load.twins) ? Promise.all([post(1), post(2)]) : undefined;
  await repeatUntilAnswered(load.recorder, wish, load, () => post(0));
  await twin;
  if (chance(0.03)) await post(0);
}

function signedPost(load: Load, channel: ApiChannel, wish: ContactMessage) {
  const body = JSON.stringify({
    type: "message",
    id: wish.externalId,
    at: new Date().toISOString(),
    contact: { id: wish.contact, name: wish.contact.slice(0, 20) },
    text: wish.text,
    files: wish.files.map((file: ExpectedFile) => ({ url: load.peer.fileUrl(file), name: file.name })),
  });
  return (node: number) =>
    call({
      method: "POST",
      url: `${load.node(node)}/webhooks/api/${channel.endpointId}`,
      headers: sign(channel, wish.externalId, body),
      body,
    });
}

/** By the reference library, not by our own code. */
export function sign(channel: ApiChannel, id: string, body: string): Record<string, string> {
  const at = new Date();
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(channel.secret).sign(id, at, body),
  };
}
