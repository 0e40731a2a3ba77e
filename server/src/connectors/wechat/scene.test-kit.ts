import { wechatSettings } from "@guichet/contract";
import { afterEach, beforeEach } from "vitest";
import { WechatSimulator } from "../../../../simulator/src/wechat/wechat-simulator.ts";
import type { OutboundMessage, SendResult } from "../connector.ts";
import { buildOutboundFile, buildOutboundMessage, createRecordingContext } from "../connector-bench.ts";
import type { Channel } from "./account.ts";
import { createWechatConnector } from "./connector.ts";

export const HOUR_MS = 3_600_000;
/** A message's own id. */
export const ref = "01936f2e-7c1a-7b3c-8d4e-000000000001";

type Said = ReturnType<Scene["li"]["chat"]>;

/** The connector alone beside the simulator, with an account to which Li has just written. */
export class Scene {
  /** The clock of both sides. */
  now = Date.now();
  readonly connector = createWechatConnector();
  readonly simulator = new WechatSimulator({ now: () => this.now });
  readonly account = this.simulator.addAccount("Lamp Shop");
  readonly li = this.account.contact("Li", "zh_CN", "Li Wei (VIP)");
  readonly context = createRecordingContext({ patient: true, now: () => this.now });

  async start(): Promise<void> {
    await this.simulator.start();
    this.li.write("你好");
  }

  async stop(): Promise<void> {
    await this.context.stop();
    await this.simulator.stop();
  }

  channel(appSecret = this.account.world.secret): Channel {
    const { appId } = this.account.world;
    return {
      ...{ id: "channel", organizationId: "o", endpointId: "e-1", platform: "wechat", name: "Lamps" },
      externalId: appId,
      settings: wechatSettings.parse({ appId, apiUrl: this.simulator.apiUrl }),
      secrets: { appSecret },
    };
  }

  async send(changes: Partial<OutboundMessage>, by = this.connector): Promise<SendResult> {
    const to = { externalId: this.li.person.openid, displayName: "Li" };
    return await by.send(buildOutboundMessage({ to, text: "", ...changes }), this.channel(), this.context.ctx);
  }

  /** What the account wrote to Li. */
  seen(): Said {
    return this.li.chat().filter(({ by }) => by === "account");
  }

  /** How often a path was called. */
  calls(path: string): number {
    return this.account.world.received.filter((one) => one.path === path).length;
  }
}

/** Fresh for each test of a file. */
export function useScene(): () => Scene {
  let scene = new Scene();
  beforeEach(async () => {
    scene = new Scene();
    await scene.start();
  });
  afterEach(async () => await scene.stop());
  return () => scene;
}

export function buildFile(type: string, name: string, size = 10): ReturnType<typeof buildOutboundFile> {
  return buildOutboundFile(new Uint8Array(10), { type, name, size });
}
