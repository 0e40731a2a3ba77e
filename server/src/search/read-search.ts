import {
  type ChannelId,
  type ParsedSearch,
  parseSearch,
  readWhen,
  SEARCH_STATES,
  type SearchFilter,
  type SearchOperator,
  type SearchProblem,
  toNeedles,
  type UserId,
} from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { matchName, offerNames } from "./match-name.ts";
import { type Named, nameChannels, nameTags, nameTopics, nameUsers } from "./names.sql.ts";
import type { AnyOf, ConversationFilter, Wanted } from "./wanted.ts";

type Reader = { readonly id: UserId; readonly channels: readonly ChannelId[]; readonly timeZone: string };

/** What a text asks for. What the reader cannot see has no name for them: it is as unknown as what does not exist. */
export async function readSearch(
  ctx: Ctx,
  text: string,
  reader: Reader,
): Promise<{ parsed: ParsedSearch; wanted: Wanted; problems: SearchProblem[] }> {
  const parsed = parseSearch(text);
  const problems: SearchProblem[] = [];
  const of = (operator: SearchOperator) => parsed.filters.filter((filter) => filter.operator === operator);
  const named = async <Id>(operator: SearchOperator, list: () => Promise<Named<Id>[]>): Promise<AnyOf<Id>> => {
    const filters = of(operator);
    return filters.length === 0 ? {} : pickNamed(filters, await list(), problems);
  };
  const channels = await named("channel", () => nameChannels(ctx, reader.channels));
  const filter: ConversationFilter = {
    ...readStates(of("is"), problems),
    topics: await named("topic", () => nameTopics(ctx)),
    tags: await named("tag", () => nameTags(ctx)),
    assignees: joinAssignees(
      await named("assignee", async () => [...SPECIAL(reader.id), ...(await nameUsers(ctx))]),
      of("is"),
    ),
  };
  const days = [...of("before"), ...of("after")].flatMap((one) => readDay(one, ctx.now(), reader.timeZone, problems));
  const since = days.filter((day) => day.after).map((day) => day.at.getTime());
  const until = days.filter((day) => !day.after).map((day) => day.at.getTime());
  const attachment = readAttachment(of("has"), problems);
  const wanted: Wanted = {
    reader: reader.id,
    channels: reader.channels.filter(
      (id) => channels.any?.includes(id) !== false && channels.none?.includes(id) !== true,
    ),
    narrowed: of("channel").length > 0,
    needles: toNeedles(parsed.terms),
    filter,
    ...(attachment === undefined ? {} : { attachment }),
    ...(since.length === 0 ? {} : { since: new Date(Math.max(...since)) }),
    ...(until.length === 0 ? {} : { until: new Date(Math.min(...until)) }),
  };
  const typedAt = ({ operator, value }: SearchProblem) =>
    parsed.filters.findIndex((filter) => filter.operator === operator && filter.value === value);
  return { parsed, wanted, problems: problems.sort((a, b) => typedAt(a) - typedAt(b)) };
}

/** What `assignee:` knows besides names. */
const SPECIAL = (me: UserId): Named<UserId | null>[] => [
  { id: me, names: ["me"] },
  { id: null, names: ["nobody"] },
];

function pickNamed<Id>(filters: readonly SearchFilter[], named: Named<Id>[], problems: SearchProblem[]): AnyOf<Id> {
  const any: Id[] = [];
  const none: Id[] = [];
  for (const { operator, value, not } of filters) {
    const found = value === "" ? [] : matchName(named, value);
    if (found.length > 0) (not ? none : any).push(...found);
    else
      problems.push({
        operator,
        value,
        problem: value === "" ? "missing" : "unknown",
        instead: offerNames(named, value),
      });
  }
  return toAnyOf(any, none);
}

function toAnyOf<Id>(any: readonly Id[], none: readonly Id[]): AnyOf<Id> {
  return { ...(any.length === 0 ? {} : { any }), ...(none.length === 0 ? {} : { none }) };
}

function readStates(
  filters: readonly SearchFilter[],
  problems: SearchProblem[],
): Pick<ConversationFilter, "statuses" | "vip" | "unread"> {
  const any: ("new" | "pending" | "resolved")[] = [];
  const none: typeof any = [];
  let flags: { vip?: boolean; unread?: boolean } = {};
  for (const { operator, value, not } of filters) {
    const state = SEARCH_STATES.find((one) => one === value.toLowerCase());
    if (state === undefined)
      problems.push({ operator, value, problem: value === "" ? "missing" : "unknown", instead: [...SEARCH_STATES] });
    else if (state === "vip" || state === "unread") flags = { ...flags, [state]: !not };
    else if (state !== "unassigned") (not ? none : any).push(state);
  }
  return { statuses: toAnyOf(any, none), ...flags };
}

/** `is:unassigned` says the same as `assignee:nobody`. */
function joinAssignees(named: AnyOf<UserId | null>, states: readonly SearchFilter[]): AnyOf<UserId | null> {
  const said = states.filter((one) => one.value.toLowerCase() === "unassigned");
  const any = [...(named.any ?? []), ...said.filter((one) => !one.not).map(() => null)];
  const none = [...(named.none ?? []), ...said.filter((one) => one.not).map(() => null)];
  return toAnyOf(any, none);
}

function readAttachment(filters: readonly SearchFilter[], problems: SearchProblem[]): Wanted["attachment"] {
  for (const { operator, value } of filters) {
    if (value.toLowerCase() !== "attachment")
      problems.push({ operator, value, problem: value === "" ? "missing" : "unknown", instead: ["attachment"] });
  }
  const last = filters.at(-1);
  return last === undefined ? undefined : { not: last.not };
}

/** `-before:` is after. */
function readDay(
  { operator, value, not }: SearchFilter,
  now: Date,
  timeZone: string,
  problems: SearchProblem[],
): { at: Date; after: boolean }[] {
  const at = readWhen(value, now, timeZone);
  if (at !== undefined) return [{ at, after: (operator === "after") !== not }];
  const instead = ["7d", "3m", now.toISOString().slice(0, 10)];
  problems.push({ operator, value, problem: value === "" ? "missing" : "not_a_date", instead });
  return [];
}
