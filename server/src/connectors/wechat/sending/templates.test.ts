import { beforeEach, describe, expect, test } from "vitest";
import { readTemplate } from "../list-templates.ts";
import { HOUR_MS, ref, useScene } from "../scene.test-kit.ts";

const scene = useScene();

describe("templates", () => {
  const template = (parameters: Record<string, string>) => ({
    ...{ name: "T_1", language: "zh_CN", parameters },
    shape: [
      {
        ...{ part: "body" as const, index: 0 },
        parameters: ["thing1", "time2"].map((ours) => ({ ours, theirs: ours, kind: "text" as const })),
      },
    ],
  });
  beforeEach(() => {
    const content = "商品：{{thing1.DATA}}\n时间：{{time2.DATA}}";
    scene().account.world.templates.push({ template_id: "T_1", title: "发货提醒", content });
  });

  test("W95 are listed with their parameters, the title above them", async () => {
    const listed = await scene().connector.listTemplates?.(scene().channel(), scene().context.ctx);
    expect(listed).toEqual({
      ok: true,
      templates: [
        {
          ...{ name: "T_1", language: "zh_CN", category: "utility", status: "approved", shape: template({}).shape },
          body: "发货提醒\n商品：{{thing1}}\n时间：{{time2}}",
        },
      ],
    });
    expect(readTemplate({ template_id: "T 1", title: "x", content: "y" })).toBeUndefined();
    expect(readTemplate({ template_id: "T_2", title: "x", content: "{{odd one.DATA}}" })).toBeUndefined();
    scene().account.misbehave("template/get_all_private_template", { type: "refused", errcode: 48001, errmsg: "no" });
    expect(await scene().connector.listTemplates?.(scene().channel(), scene().context.ctx)).toEqual({
      ok: true,
      templates: [],
    });
    scene().account.misbehave("template/get_all_private_template", { type: "refused", errcode: -1, errmsg: "busy" });
    expect(await scene().connector.listTemplates?.(scene().channel(), scene().context.ctx)).toMatchObject({
      ok: false,
    });
  });

  test("W95 are sent after the window too, once for one message, and answered with an id of 64 bits", async () => {
    scene().now += 72 * HOUR_MS;
    const given = { template: template({ thing1: "Brume", time2: "10:00" }), clientRef: ref };
    const sent = await scene().send(given);
    expect(sent).toEqual({ ok: true, externalId: String(scene().seen()[0]?.id) });
    expect(await scene().send(given)).toEqual(sent);
    expect(
      scene()
        .seen()
        .map(({ content }) => content.content),
    ).toEqual(["发货提醒\n商品：Brume\n时间：10:00"]);
    const empty = await scene().send({ template: template({ thing1: "Brume", time2: " " }) });
    expect(empty).toMatchObject({ error: { kind: "invalid_content", code: "template" } });
    scene().account.world.templates.length = 0;
    expect(await scene().send({ ...given, clientRef: ref.replace("1", "2") })).toMatchObject({
      error: { code: "errcode_40037" },
    });
  });
});
