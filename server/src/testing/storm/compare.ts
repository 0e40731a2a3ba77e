import type { ChannelId } from "@guichet/contract";
import type pg from "pg";
import type { Account, ShownMessage } from "../../../../simulator/src/telephone/network.ts";

type Stored = {
  readonly party: string;
  readonly conversation: string;
  readonly text: string;
  readonly deleted: boolean;
  readonly sent_at: Date;
};

const STORED = `
  select i.external_id as party, c.id as conversation, m.text, m.deleted_at is not null as deleted, m.sent_at
  from messages m
  join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
  join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
  where m.channel_id = $1 and m.kind = 'inbound' order by m.order_key, m.seq`;

/** What differs between the contacts' telephones and the Shared Inbox; nothing: exactly the expected conversations. */
export async function compareChannel(client: pg.Client, channelId: ChannelId, account: Account): Promise<string[]> {
  const { rows } = await client.query<Stored>(STORED, [channelId]);
  const parties = Map.groupBy(rows, ({ party }) => party);
  const contacts = account.contacts();
  const strangers = [...parties.keys()].filter((party) => !contacts.some(({ id }) => id === party));
  const wrong = strangers.map((party) => `${party} is nobody's contact`);
  for (const { id, chats } of contacts) {
    const direct = chats.find(({ kind }) => kind === "direct");
    const written = (account.chat(id, direct?.id ?? "")?.messages ?? []).filter(({ mine }) => mine);
    wrong.push(
      ...compareContact(written, parties.get(id) ?? []).map((what) => `${account.name}, contact ${id}: ${what}`),
    );
  }
  return wrong;
}

function compareContact(written: readonly ShownMessage[], stored: readonly Stored[]): string[] {
  const wrong: string[] = [];
  const conversations = new Set(stored.map(({ conversation }) => conversation)).size;
  if (conversations !== Math.min(1, written.length)) wrong.push(`${conversations} conversations`);
  const expected = written.map(sayShown).toSorted();
  const found = stored.map(sayStored).toSorted();
  if (JSON.stringify(expected) !== JSON.stringify(found)) {
    const missing = without(expected, found);
    const extra = without(found, expected);
    wrong.push(
      `${missing.length} missing (${missing.slice(0, 3).join(" | ")}), ${extra.length} too many (${extra.slice(0, 3).join(" | ")})`,
    );
  }
  const jumps = stored.filter((one, n) => n > 0 && one.sent_at < (stored[n - 1]?.sent_at ?? one.sent_at)).length;
  if (jumps > 0) wrong.push(`${jumps} out of order`);
  return wrong;
}

/** What was taken back has no text any more. */
const sayShown = ({ text, deleted }: ShownMessage): string => (deleted ? "(taken back)" : text);
const sayStored = ({ text, deleted }: Stored): string => (deleted ? "(taken back)" : text);

/** Each as often as it is missing. */
function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
