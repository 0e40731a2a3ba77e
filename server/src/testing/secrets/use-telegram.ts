import { TelegramSimulator } from "../../../../simulator/src/telegram/telegram-simulator.ts";
import type { WatchedServer } from "./watched-server.ts";

/** A bot is connected, with mistakes on the way; a contact sends a photo. Answers the token's and the webhook's secret. */
export async function useTelegram(server: WatchedServer, cookie: string): Promise<{ token: string; webhook: string }> {
  const simulator = new TelegramSimulator({ seed: 80 });
  await simulator.start();
  try {
    const bot = simulator.addBot("Lamps", "canary_bot");
    const settings = { token: bot.token, apiUrl: simulator.apiUrl, fileUrl: simulator.fileUrl };
    const add = async (given: object) =>
      await server.call("POST", "/api/v1/channels", {
        cookie,
        body: { platform: "telegram", name: "Bot", settings: given },
      });
    await add({ ...settings, token: [bot.token] });
    await add({ ...settings, token: `${bot.token}!` });
    await add({ ...settings, apiUrl: "http://127.0.0.1:1" });
    bot.misbehave("getMe", { type: "html_502" });
    await add(settings);
    const made = await add(settings);
    const { channel }: { channel: { id: string } } = JSON.parse(made.text);
    bot.misbehave("getMe", { type: "refused", code: 401, description: `Unauthorized ${bot.token}` });
    await server.call("POST", `/api/v1/channels/${channel.id}/test`, { cookie });
    await server.call("PATCH", `/api/v1/channels/${channel.id}`, { cookie, body: { settings } });
    const { webhook } = bot.world;
    if (webhook === undefined) throw new Error(`The bot was not connected: ${made.text}`);
    await sendPhoto(server, simulator, webhook);
    return { token: bot.token.split(":")[1] ?? "", webhook: webhook.secret };
  } finally {
    await simulator.stop();
  }
}

/** The server does not know its port before it has one, so what Telegram would bring is brought by hand. */
async function sendPhoto(
  server: WatchedServer,
  simulator: TelegramSimulator,
  { url, secret }: { readonly url: string; readonly secret: string },
): Promise<void> {
  const [bot] = simulator.bots();
  if (bot === undefined) throw new Error("There is no bot.");
  const photo = { bytes: Buffer.from("no picture"), name: "a.jpg", type: "image/jpeg" };
  bot.contact({ firstName: "CanaryName79" }).sendPhoto({ ...photo, caption: "CanaryInbound74" });
  const [update] = bot.world.updates();
  const { pathname: path } = new URL(url);
  const raw = JSON.stringify(update);
  const header = "x-telegram-bot-api-secret-token";
  await server.call("POST", path, { raw, headers: { [header]: `${secret}x` } });
  bot.misbehave("getFile", { type: "refused", code: 400, description: `Bad Request: ${bot.token}` });
  await server.call("POST", path, { raw, headers: { [header]: secret } });
  for (const until = Date.now() + 10_000; !bot.world.received.some(({ method }) => method === "getFile"); ) {
    if (Date.now() > until) throw new Error("The photo was not asked for.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
