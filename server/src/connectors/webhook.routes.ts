import { endpointId, platform, Refusal } from "@guichet/contract";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { FoundEndpoint } from "../channels/index.ts";
import { type Route, type RouteRequest, route } from "../http/index.ts";
import type { AcceptDelivery } from "./accept-delivery.ts";
import type { ChannelCache } from "./channel-cache.ts";
import type { RawRequest } from "./connector.ts";
import type { Connectors } from "./connectors.ts";

export type WebhookDeps = {
  readonly connectors: Connectors;
  readonly findEndpoint: (
    platform: z.output<typeof platformParam>,
    id: z.output<typeof endpointId>,
    greeting: boolean,
  ) => Promise<FoundEndpoint | undefined>;
  readonly channelsOf: ChannelCache["ofEndpoint"];
  readonly accept: AcceptDelivery;
  readonly publicUrl: string;
  readonly now: () => number;
};

/** Meta sends up to 3 MB. */
const MOST_BYTES = 4 * 1024 * 1024;
const platformParam = platform;
const params = z.object({
  platform: z.string().max(40),
  endpointId: z.string().max(80),
  "*": z.string().max(200).optional(),
});
const query = z.record(z.string().max(100), z.union([z.string().max(4000), z.array(z.string().max(4000))]));

/** Where platforms call: find the endpoint, check the signature over the raw bytes, store durably, answer. */
export function webhookRoutes(deps: WebhookDeps): Route[] {
  const urls = ["/webhooks/:platform/:endpointId", "/webhooks/:platform/:endpointId/*"];
  return urls.flatMap((url) =>
    (["GET", "POST"] as const).map((method) =>
      route({
        method,
        url,
        root: true,
        hidden: true,
        crossOrigin: true,
        summary: "A platform's webhook",
        access: "anyone",
        rate: "webhook",
        bodyLimit: MOST_BYTES,
        params,
        query,
        body: "raw",
        // A handshake needs no more of the database than is remembered; what is to be stored is waited for by `accept`.
        ...(method === "GET" ? { withoutDatabase: true } : {}),
        handler: async (request, reply) => await takeWebhook(deps, method, request, reply),
      }),
    ),
  );
}

type WebhookRequest = RouteRequest<"anyone", z.output<typeof params>, z.output<typeof query>, Buffer>;

async function takeWebhook(
  deps: WebhookDeps,
  method: string,
  request: WebhookRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const name = platformParam.safeParse(request.params.platform);
  const id = endpointId.safeParse(request.params.endpointId);
  const connector = name.success ? deps.connectors.get(name.data) : undefined;
  if (!name.success || !id.success || connector === undefined) throw new Refusal("not_found");
  const endpoint = await deps.findEndpoint(name.data, id.data, method === "GET");
  if (endpoint === undefined) throw new Refusal("not_found");
  const raw = toRawRequest(deps.publicUrl, method, request, deps.now());
  const verdict = connector.verify(raw, endpoint, deps.now());
  // Refused before anything is stored (S29).
  if (!verdict.ok) throw new Refusal(verdict.status === 401 ? "signature_refused" : "not_allowed");
  if ("reply" in verdict)
    return await reply.code(verdict.reply.status).type(verdict.reply.contentType).send(verdict.reply.body);
  await deps.accept({
    organizationId: endpoint.organizationId,
    endpointId: endpoint.id,
    platform: name.data,
    path: raw.path,
    headers: keptHeaders(raw.headers),
    body: raw.body,
    receivedAt: raw.receivedAt,
  });
  const channels = connector.answer === undefined ? [] : await deps.channelsOf(endpoint.organizationId, endpoint.id);
  const { contentType, body } = connector.answer?.(raw, channels) ?? connector.accepted ?? usuallyAccepted;
  return await reply.code(200).type(contentType).send(body);
}

const usuallyAccepted = { contentType: "application/json", body: '{"ok":true}' };

function toRawRequest(publicUrl: string, method: string, request: WebhookRequest, now: number): RawRequest {
  const headers = Object.entries(request.raw.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? (value.at(-1) ?? "") : (value ?? ""),
  ]);
  const values = Object.entries(request.query).map(([name, value]) => [
    name,
    Array.isArray(value) ? (value.at(-1) ?? "") : value,
  ]);
  return {
    method,
    // A platform knows our public address alone; which one a proxy asked for says nothing.
    url: `${publicUrl.replace(/\/$/, "")}${request.raw.url ?? ""}`,
    path: request.params["*"] === undefined || request.params["*"] === "" ? "" : `/${request.params["*"]}`,
    query: Object.fromEntries(values),
    headers: Object.fromEntries(headers),
    body: request.body,
    receivedAt: now,
  };
}

/** What a parser may need again; never cookies or authorization. */
function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(content-type|webhook-|x-hub-|x-twilio-|x-line-|x-viber-)/.test(name)),
  );
}
