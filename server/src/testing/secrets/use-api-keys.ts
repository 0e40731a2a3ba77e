import type { WatchedServer } from "./watched-server.ts";

type Shown = { readonly name: string; readonly value: string; readonly shownBy: string };

/** A key is made and used, with mistakes on the way. Answers its secret and its token, each with the one answer that shows it. */
export async function useApiKeys(server: WatchedServer, cookie: string): Promise<Shown[]> {
  const body = { name: "Order desk", scopes: ["proactive.send", "proactive.read"] };
  const made = await server.call("POST", "/api/v1/api-keys", { cookie, body });
  const { key, clientSecret }: { key: { id: string; clientId: string }; clientSecret: string } = JSON.parse(made.text);
  const askToken = async (secret: string, query = "") =>
    await server.call("POST", `/oauth2/token${query}`, {
      raw: `grant_type=client_credentials&client_id=${key.clientId}&client_secret=${secret}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  await askToken(`${clientSecret}x`);
  await askToken(clientSecret, `?client_secret=${clientSecret}`);
  const given: { access_token: string } = JSON.parse((await askToken(clientSecret)).text);
  const headers = { authorization: `Bearer ${given.access_token}` };
  const message = { medium: "SMS", channel: "Nowhere", contact: "+33612345678", text: "CanaryReply77" };
  for (const sent of [message, { ...message, text: [clientSecret] }])
    await server.call("POST", "/api/v1/proactive-messaging", { body: sent, headers });
  await server.call("GET", `/api/v1/proactive-messaging/x?access_token=${given.access_token}`, { headers });
  await server.call("PATCH", `/api/v1/api-keys/${key.id}`, { cookie, body: { name: "Orders" } });
  await server.call("GET", "/api/v1/api-keys", { cookie });
  return [
    { name: "secret of a REST API key", value: clientSecret, shownBy: "POST /api/v1/api-keys" },
    { name: "token of a REST API key", value: given.access_token, shownBy: "POST /oauth2/token" },
  ];
}
