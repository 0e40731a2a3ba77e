import type { Stage } from "../product/stage.ts";
import type { Provider } from "./provider.ts";

/** A number connected through the door an Admin uses. */
export type WhatsappNumber = {
  readonly channelId: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  /** Of its webhook: all numbers of the app share it. */
  readonly path: string;
  readonly appSecret: string;
};

const APP = { appId: "100000001", appSecret: "bench-app-secret-0123456789", token: "bench-token-0123456789abcdef" };
const WABA = "200000001";

/** What the product is started with, so that it may speak to a provider of this machine. */
export const PROVIDER_ENV = { ALLOW_PRIVATE_HOSTS: "127.0.0.1:*" } as const;

/** Connects so many numbers of one app at the provider. */
export async function connectNumbers(stage: Stage, provider: Provider, count: number): Promise<WhatsappNumber[]> {
  const numbers: WhatsappNumber[] = [];
  for (let n = 0; n < count; n += 1) {
    const phoneNumberId = String(300_000_001 + n);
    const settings = { ...APP, wabaId: WABA, phoneNumberId, graphUrl: provider.url };
    const { channel } = await stage.admin.call<{ channel: { id: string } }>("POST", "/api/v1/channels", {
      platform: "whatsapp",
      name: `Number ${n + 1}`,
      settings,
    });
    const { appSecret } = APP;
    numbers.push({
      ...{ channelId: channel.id, phoneNumberId, wabaId: WABA, appSecret },
      path: new URL((await provider.record()).callback).pathname,
    });
  }
  const states = await stage.query<{ state: string }>("select state from channels where platform = 'whatsapp'");
  if (states.some(({ state }) => state !== "connected")) throw new Error("A number is not connected.");
  return numbers;
}
