import { NETWORKS } from "../../../../simulator/src/networks.ts";
import type { Account } from "../../../../simulator/src/telephone/network.ts";
import { allConnectors } from "../../connectors/connectors.ts";
import type { WatchedServer } from "./watched-server.ts";

type Secret = { readonly name: string; readonly value: string };

/**
 * Every other network is connected, with mistakes on the way, tested and connected anew; a contact writes there, and an agent answers.
 * Answers with what each channel was given to keep to itself.
 */
export async function useNetworks(server: WatchedServer, cookie: string): Promise<Secret[]> {
  const secrets: Secret[] = [];
  for (const [n, play] of NETWORKS.entries()) {
    // Each its own seed: of one, the secret of a network would be the name of another's account.
    const played = await play({ port: 0, seed: 81 + n });
    try {
      // Its own page of mistakes is in `use-telegram.ts`.
      if (played.network.id === "telegram") continue;
      const [account] = played.network.accounts();
      if (account === undefined) throw new Error(`${played.network.id} has no account.`);
      const settings = Object.fromEntries(account.credentials.map(({ field, value }) => [field, value]));
      const own = secretsOf(played.network.id, settings);
      await connect(server, cookie, { platform: played.network.id, name: played.network.name, settings }, own);
      await talkWith(server, cookie, account, played.addContact("CanaryName79", "en"));
      secrets.push(...own.map((one) => ({ ...one, name: `${one.name} of ${played.network.name}` })));
    } finally {
      await played.stop();
    }
  }
  return secrets;
}

/** What a connector seals apart. */
function secretsOf(platform: string, settings: object): Secret[] {
  const connector = [...allConnectors().values()].find((one) => one.platform === platform);
  if (connector === undefined) throw new Error(`There is no connector for ${platform}.`);
  const { secrets, endpoint = {} } = connector.splitSecrets(connector.parseSettings(settings));
  return Object.entries({ ...secrets, ...endpoint }).map(([name, value]) => ({ name, value }));
}

type Form = { readonly platform: string; readonly name: string; readonly settings: Readonly<Record<string, string>> };

async function connect(server: WatchedServer, cookie: string, form: Form, own: readonly Secret[]): Promise<void> {
  const add = async (changed: object) =>
    await server.call("POST", "/api/v1/channels", {
      cookie,
      body: { ...form, settings: { ...form.settings, ...changed } },
    });
  const fields = Object.entries(form.settings).filter(([, value]) => own.some((secret) => secret.value === value));
  for (const [field, value] of fields) {
    await add({ [field]: [value] });
    const wrong = await add({ [field]: `${value}!` });
    // Some secrets a network is never asked about.
    if (wrong.status === 201) await remove(server, cookie, JSON.parse(wrong.text).channel.id, form.name);
  }
  const made = await add({});
  if (made.status !== 201) throw new Error(`${form.platform} was not connected: ${made.text}`);
  const { channel }: { channel: { id: string; settings: unknown } } = JSON.parse(made.text);
  await server.call("POST", `/api/v1/channels/${channel.id}/test`, { cookie });
  await server.call("PATCH", `/api/v1/channels/${channel.id}`, { cookie, body: { settings: form.settings } });
  await server.call("POST", `/api/v1/channels/${channel.id}/secrets`, { cookie });
  await server.call("GET", `/api/v1/channels/${channel.id}`, { cookie });
}

async function remove(server: WatchedServer, cookie: string, id: string, name: string): Promise<void> {
  const gone = await server.call("DELETE", `/api/v1/channels/${id}`, { cookie, body: { name } });
  if (gone.status >= 300) throw new Error(`The channel is still there: ${gone.text}`);
}

/** Where the network was told of us by the form alone; elsewhere a person would have to tell it. */
async function talkWith(server: WatchedServer, cookie: string, account: Account, contact: string): Promise<void> {
  const chat = account.contacts().find(({ id }) => id === contact)?.chats[0];
  if (!account.isConnected || chat === undefined) return;
  const said = `CanaryInbound74 by ${account.address}`;
  await account.do(contact, chat.id, { do: "write", text: said });
  for (const until = Date.now() + 20_000; Date.now() < until; await new Promise((go) => setTimeout(go, 100))) {
    const listed: { items: { id: string; lastMessage: { text: string } | null }[] } = JSON.parse(
      (await server.call("GET", "/api/v1/conversations?status=new", { cookie })).text,
    );
    const found = listed.items.find(({ lastMessage }) => lastMessage?.text === said);
    if (found === undefined) continue;
    const body = { id: crypto.randomUUID(), kind: "reply", text: "CanaryReply77" };
    await server.call("POST", `/api/v1/conversations/${found.id}/messages`, { cookie, body });
    return;
  }
  throw new Error(`What was said to ${account.address} did not arrive.`);
}
