import { refused } from "./refusal.ts";
import { sendCustom } from "./send-custom.ts";
import { sendTemplate } from "./send-template.ts";
import type { Answer } from "./wire.ts";
import type { WechatWorld } from "./world.ts";

type Body = Readonly<Record<string, unknown>>;
export type MethodCall = { readonly path: string; readonly query: URLSearchParams; readonly body: Body };

/** Does what a method asks, by WeChat's own rules: HTTP says 200, and `errcode` what became of it. */
export function doMethod(world: WechatWorld, { path, query, body }: MethodCall): Answer {
  switch (path) {
    case "get_api_domain_ip":
      return { ip_list: ["101.226.103.0/24"] };
    case "message/custom/send":
      return sendCustom(world, body);
    case "message/custom/typing":
      return showTyping(world, body);
    case "message/template/send":
      return sendTemplate(world, body);
    case "template/get_all_private_template":
      return {
        template_list: world.templates.map((one) => ({
          ...one,
          primary_industry: "",
          deputy_industry: "",
          example: "",
        })),
      };
    case "user/info":
      return userInfo(world, query.get("openid") ?? "");
    default:
      return refused(40066, "invalid url");
  }
}

/** Within half a minute of what either side said, and not while it is shown. */
function showTyping(world: WechatWorld, { touser, command }: Body): Answer {
  const person = world.people.get(String(touser));
  if (person === undefined) return refused(40003, "invalid openid");
  if (command !== "Typing" && command !== "CancelTyping") return refused(45072, "invalid command");
  const now = world.now();
  if (command === "Typing") {
    const last = world.chat(person.openid).at(-1)?.at ?? 0;
    if (now - last > 30_000) return refused(45080, "no message in 30 seconds");
    if ((world.typingUntil.get(person.openid) ?? 0) > now) return refused(45081, "already in typing status");
  }
  world.typingUntil.set(person.openid, command === "Typing" ? now + 15_000 : 0);
  return { errcode: 0, errmsg: "ok" };
}

/** Whoever does not follow the account is a number alone. */
function userInfo(world: WechatWorld, openid: string): Answer {
  const person = world.people.get(openid);
  if (person === undefined) return refused(40003, "invalid openid");
  if (!person.subscribed) return { subscribe: 0, openid };
  return {
    ...{ subscribe: 1, openid, nickname: "", sex: 0, language: person.language, city: "", province: "", country: "" },
    ...{ headimgurl: "", subscribe_time: 0, remark: person.remark, groupid: 0, tagid_list: [] },
    subscribe_scene: person.scene === "" ? "ADD_SCENE_SEARCH" : "ADD_SCENE_QR_CODE",
    ...{ qr_scene: 0, qr_scene_str: person.scene },
  };
}
