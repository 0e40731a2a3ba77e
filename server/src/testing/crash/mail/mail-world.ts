import { channelCreated } from "@guichet/contract";
import pg from "pg";
import { type MailHost, startMailHost } from "../../../../../demo/src/mail/mail-host.ts";
import type { House } from "../faults/house.ts";
import { call } from "../load/http-call.ts";
import { type Agent, addAgent, addOrganization } from "../load/world.ts";

/** A mail provider outside the house, with the channel that reads and sends by it. It lives on while the product dies. */
export type PostOffice = {
  readonly host: MailHost;
  readonly channelId: string;
  /** Does the provider keep a copy of what was sent, so that it can be asked afterwards? */
  readonly filesSent: boolean;
};
export type MailWorld = { readonly admin: Agent; readonly offices: readonly PostOffice[] };

/**
 * One organization with two mailboxes, over real sockets: one at a provider that files what is sent, one at a provider that does
 * not. The channels are made by the product's own door, and reached by who made them.
 */
export async function makeMailWorld({ databaseUrl, nodes }: House): Promise<MailWorld> {
  const client = new pg.Client({ connectionString: await databaseUrl() });
  await client.connect();
  try {
    const organizationId = await addOrganization(client, "Post");
    const admin = await addAgent(client, organizationId, [], "admin");
    const offices: PostOffice[] = [];
    for (const [address, filesSent] of [
      ["support@filed.example", true],
      ["support@plain.example", false],
    ] as const) {
      const host = await startMailHost(address, { filesSent });
      const channelId = await connect(nodes[0] ?? "", admin, host);
      offices.push({ host, channelId, filesSent });
    }
    return { admin, offices };
  } finally {
    await client.end();
  }
}

async function connect(node: string, admin: Agent, { account }: MailHost): Promise<string> {
  const { address, password, imapPort, smtpPort } = account;
  const server = (port: number) => ({ host: "127.0.0.1", port, security: "none", user: address, password });
  const settings = { address, senderName: "Support", imap: server(imapPort), smtp: server(smtpPort) };
  const answer = await call({
    method: "POST",
    url: `${node}/api/v1/channels`,
    headers: { cookie: admin.cookie, origin: node },
    body: { platform: "email", name: address, settings },
  });
  if (answer === "unknown" || answer.status >= 300) throw new Error(`no mail channel: ${JSON.stringify(answer)}`);
  return channelCreated.parse(answer.body).channel.id;
}
