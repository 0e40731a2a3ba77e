import type { ApiKeyCreated, ApiScope } from "@guichet/contract";
import type { TestApp, TestPerson } from "../../testing/test-app.ts";

/** Keys and tokens by the doors that people and programs use. */
export function apiKeysKit(test: TestApp) {
  const callToken = async (body: string, headers: Record<string, string> = {}, query = "") =>
    await test.call("POST", `/oauth2/token${query}`, {
      raw: body,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });
  const askToken = async (clientId: string, clientSecret: string, scope?: string) =>
    await callToken(`grant_type=client_credentials${scope === undefined ? "" : `&scope=${scope}`}`, {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
    });
  return {
    callToken,
    askToken,
    async key(name: string, scopes: readonly ApiScope[] = ["proactive.send", "proactive.read"], as?: TestPerson) {
      const made = await test.call("POST", "/api/v1/api-keys", { as: as ?? test.admin, body: { name, scopes } });
      if (made.status !== 201) throw new Error(`no key: ${JSON.stringify(made.body)}`);
      return made.body as ApiKeyCreated;
    },
    async token({ key, clientSecret }: ApiKeyCreated, scope?: string): Promise<string> {
      const given = await askToken(key.clientId, clientSecret, scope);
      if (given.status !== 200) throw new Error(`no token: ${JSON.stringify(given.body)}`);
      return (given.body as { access_token: string }).access_token;
    },
  };
}
