import { refused } from "./refusal.ts";
import type { Answer } from "./wire.ts";
import type { WechatWorld } from "./world.ts";

type Body = Readonly<Record<string, unknown>>;

const PLACE = /\{\{(\w+)\.DATA\}\}/g;
/** Within so long the same `client_msg_id` is the same message. */
const SAME_MS = 600_000;

/** `message/template/send`, at any time; what became of it is an event. */
export function sendTemplate(world: WechatWorld, body: Body): Answer {
  const person = world.people.get(String(body.touser ?? ""));
  if (person === undefined) return refused(40003, "invalid openid");
  if (!person.subscribed) return refused(43004, "require subscribe");
  const template = world.templates.find((one) => one.template_id === body.template_id);
  if (template === undefined) return refused(40037, "invalid template_id");
  const { openid } = person;
  const ref = String(body.client_msg_id ?? "");
  const before = world
    .chat(openid)
    .find((said) => ref !== "" && said.content.ref === ref && world.now() - said.at < SAME_MS);
  if (before !== undefined) return { errcode: 0, errmsg: "ok", msgid: before.id };
  const values = new Map([...template.content.matchAll(PLACE)].map(([, name = ""]) => [name, filledIn(body, name)]));
  const missing = [...values].find(([, value]) => value === "");
  if (missing !== undefined) return refused(47003, `argument invalid! data.${missing[0]}.value is empty`);
  const text = template.content.replaceAll(PLACE, (_all, name: string) => values.get(name) ?? "");
  const said = world.keep(openid, "account", { type: "template", content: `${template.title}\n${text}`, ref });
  const Status = person.blocksTemplates ? "failed:user block" : "success";
  world.tell(openid, { MsgType: "event", Event: "TEMPLATESENDJOBFINISH", MsgID: said.id, Status });
  return { errcode: 0, errmsg: "ok", msgid: said.id };
}

function filledIn(body: Body, name: string): string {
  const value: unknown = Reflect.get(Object(Reflect.get(Object(body.data), name)), "value");
  return typeof value === "string" ? value.trim() : "";
}
