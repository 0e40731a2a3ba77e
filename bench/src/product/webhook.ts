import { Webhook } from "standardwebhooks";
import { createRandom, SEEDS, zipf } from "../data/random.ts";
import { makeText, pickLanguage } from "../data/texts.ts";
import type { Post } from "../protocol/post-line.ts";
import type { WorldChannel } from "./world.ts";

/** Marks a message so that it is found again: in its external id, in its text on the agents' sockets. */
export function markOf(run: string, n: number): string {
  return `${run}-${n}`;
}

export type Sender = (n: number, contact: string, channel: WorldChannel) => Post;

/** Signed webhooks of the API channel with texts of the usual lengths. */
export function createSender(run: string): Sender {
  const random = createRandom(SEEDS.intake);
  const texts = Array.from({ length: 2000 }, () => makeText(random, pickLanguage(random), random() < 0.25));
  const signers = new Map<string, Webhook>();
  return (n, contact, channel) => {
    const id = markOf(run, n);
    const signer = signers.get(channel.id) ?? new Webhook(channel.secret);
    signers.set(channel.id, signer);
    const text = `#${n}# ${texts[n % texts.length]}`;
    const body = JSON.stringify({ type: "message", id, contact: { id: contact, name: `Contact ${contact}` }, text });
    const at = new Date();
    return {
      path: channel.path,
      body,
      headers: {
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
        "webhook-signature": signer.sign(id, at, body),
      },
    };
  };
}

/** Who writes: contacts by Zipf 0.8; a contact of the data comes back under its own name on its own channel. */
export function createContacts(count: number): () => number {
  const random = createRandom(SEEDS.sets);
  return () => zipf(random, count, 0.8);
}
