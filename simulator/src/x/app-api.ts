import { Refused } from "./wire.ts";
import { invalid } from "./write-api.ts";
import type { Account, Webhook, XWorld } from "./x-world.ts";

type Body = Readonly<Record<string, unknown>>;

/** `POST /2/webhooks`: one address for the app, taken when it has answered the challenge. */
export async function addWebhook(world: XWorld, body: Body): Promise<object> {
  const url = typeof body.url === "string" ? URL.parse(body.url) : null;
  const isLoopback = url?.hostname === "127.0.0.1";
  if (url === null || (!isLoopback && (url.protocol !== "https:" || url.port !== "")))
    throw problem("UrlValidationFailed", "The URL is invalid.");
  if (world.webhooks.some((one) => one.url === url.href))
    throw problem("DuplicateUrlFailed", "The URL is there already.");
  if (world.webhooks.length > 0) throw problem("WebhookLimitExceeded", "The app has its webhook already.");
  if (!(await world.challenge(url.href))) throw problem("CrcValidationFailed", "The challenge was not answered.");
  const webhook: Webhook = { id: world.newId(), url: url.href, valid: true };
  world.webhooks.push(webhook);
  return { data: toView(webhook) };
}

export async function validateWebhook(world: XWorld, id: string): Promise<object> {
  const webhook = webhookOf(world, id);
  webhook.valid = await world.challenge(webhook.url);
  if (!webhook.valid) throw problem("CrcValidationFailed", "The challenge was not answered.");
  return { data: toView(webhook) };
}

export function removeWebhook(world: XWorld, id: string): object {
  world.webhooks.splice(world.webhooks.indexOf(webhookOf(world, id)), 1);
  for (const account of world.accounts) account.subscribed = false;
  return { data: { deleted: true } };
}

export function listWebhooks(world: XWorld): object {
  return { data: world.webhooks.map(toView), meta: { result_count: world.webhooks.length } };
}

/** In the name of the account that is to be heard of. */
export function subscribe(world: XWorld, account: Account, id: string): object {
  webhookOf(world, id);
  if (account.subscribed) throw problem("DuplicateSubscriptionFailed", "The subscription is there already.");
  account.subscribed = true;
  return { data: { subscribed: true } };
}

export function unsubscribe(world: XWorld, id: string, personId: string): object {
  webhookOf(world, id);
  const account = world.accounts.find(({ person }) => person.id === personId);
  if (account?.subscribed !== true) throw problem("SubscriptionNotFound", "There is no such subscription.");
  account.subscribed = false;
  return { data: { subscribed: false } };
}

export function isSubscribed(world: XWorld, account: Account, id: string): object {
  webhookOf(world, id);
  return { data: { subscribed: account.subscribed } };
}

function webhookOf(world: XWorld, id: string): Webhook {
  const webhook = world.webhooks.find((one) => one.id === id);
  if (webhook === undefined) throw new Refused(404, "resource-not-found", "WebhookIdInvalid");
  return webhook;
}

function problem(kind: string, detail: string): Refused {
  return invalid(`${kind}: ${detail}`);
}

function toView({ id, url, valid }: Webhook): object {
  return { id, url, valid, created_at: "2026-01-01T00:00:00.000Z" };
}
