import type { LineSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, InboundItem } from "../connector.ts";
import { textOf } from "../read-json.ts";
import { accountOf, callApi } from "./call-api.ts";

type Channel = ChannelForConnector<LineSettings>;
type Kept = { readonly name: string | undefined; readonly until: number };

/** A name may change; one that LINE did not tell may be told later. Milliseconds. */
const GOOD_FOR_MS = 24 * 3_600_000;
const UNTOLD_FOR_MS = 10 * 60_000;
const MOST_KEPT = 5000;
const MOST_NAME = 100;

/**
 * Before the words of a group or a room stands who of it wrote, as on other networks. Events bring an id alone: LINE is asked
 * ("Get group chat member profile"), also for people who have not added the account, and what it tells is remembered.
 */
export function createMemberNames(): (
  items: readonly InboundItem[],
  channel: Channel,
  ctx: ConnectorContext,
) => Promise<readonly InboundItem[]> {
  const kept = new Map<string, Kept>();

  async function nameOf(group: string, member: string, channel: Channel, ctx: ConnectorContext): Promise<Kept["name"]> {
    const key = `${channel.id} ${group} ${member}`;
    const known = kept.get(key);
    if (known !== undefined && known.until > ctx.now()) return known.name;
    const name = await askFor(group, member, channel, ctx);
    kept.delete(key);
    kept.set(key, { name, until: ctx.now() + (name === undefined ? UNTOLD_FOR_MS : GOOD_FOR_MS) });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return name;
  }

  return async (items, channel, ctx) => {
    const asked = new Map<string, Promise<string | undefined>>();
    const once = async (group: string, member: string): Promise<string | undefined> => {
      const name = asked.get(`${group} ${member}`) ?? nameOf(group, member, channel, ctx);
      asked.set(`${group} ${member}`, name);
      return await name;
    };
    return await Promise.all(
      items.map(async (item) => {
        if (item.type !== "message" || item.text === "") return item;
        const group = item.party.externalId;
        const member = item.context?.sender;
        if (typeof member !== "string" || !GROUP.test(group) || !PERSON.test(member)) return item;
        const name = await once(group, member);
        return name === undefined ? item : { ...item, text: `${name}: ${item.text}` };
      }),
    );
  };
}

const GROUP = /^[CR][\w-]{1,200}$/;
const PERSON = /^U[\w-]{1,200}$/;

async function askFor(
  group: string,
  member: string,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<string | undefined> {
  const path = `/v2/bot/${group.startsWith("R") ? "room" : "group"}/${group}/member/${member}`;
  const called = await callApi(accountOf(channel), { method: "GET", path, timeoutMs: 2000 }, ctx);
  return called.ok ? textOf(called.body, "displayName")?.slice(0, MOST_NAME).toWellFormed() : undefined;
}
