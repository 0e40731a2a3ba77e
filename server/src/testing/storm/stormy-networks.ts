import type { Platform } from "@guichet/contract";
import { facebookNetwork } from "../../../../simulator/src/facebook/facebook-network.ts";
import { FacebookPages } from "../../../../simulator/src/facebook/facebook-pages.ts";
import { InstagramAccounts } from "../../../../simulator/src/instagram/instagram-accounts.ts";
import { instagramNetwork } from "../../../../simulator/src/instagram/instagram-network.ts";
import { lineNetwork } from "../../../../simulator/src/line/line-network.ts";
import { LineSimulator } from "../../../../simulator/src/line/line-simulator.ts";
import { MetaSimulator } from "../../../../simulator/src/meta/meta-simulator.ts";
import { telegramNetwork } from "../../../../simulator/src/telegram/telegram-network.ts";
import { TelegramSimulator } from "../../../../simulator/src/telegram/telegram-simulator.ts";
import type { Account, Network } from "../../../../simulator/src/telephone/network.ts";
import { createPhone } from "../../../../simulator/src/twilio/phone.ts";
import { twilioNetwork } from "../../../../simulator/src/twilio/twilio-network.ts";
import { TwilioSimulator } from "../../../../simulator/src/twilio/twilio-simulator.ts";
import { viberNetwork } from "../../../../simulator/src/viber/viber-network.ts";
import { ViberSimulator } from "../../../../simulator/src/viber/viber-simulator.ts";
import { signAgain } from "../../../../simulator/src/wechat/deliver.ts";
import { wechatNetwork } from "../../../../simulator/src/wechat/wechat-network.ts";
import { WechatSimulator } from "../../../../simulator/src/wechat/wechat-simulator.ts";
import { WhatsappAccount } from "../../../../simulator/src/whatsapp/whatsapp-account.ts";
import { whatsappNetwork } from "../../../../simulator/src/whatsapp/whatsapp-network.ts";
import { xNetwork } from "../../../../simulator/src/x/x-network.ts";
import { XSimulator } from "../../../../simulator/src/x/x-simulator.ts";
import type { Caught } from "./mixer.ts";

/** A network that is played in the storm: one account, so many contacts, and what a channel's form is given. */
export type StormyNetwork = {
  readonly platform: Platform;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly network: Network;
  /** Writes down where to deliver, where no channel can say so itself. */
  enterServer?(url: string, secrets: Readonly<Record<string, string>>): Promise<void>;
  /** The same delivery as it would be signed now, where the moment is signed. */
  signAgain?(caught: Caught): Caught;
  stop(): Promise<void>;
};
export type StartNetwork = (options: { readonly seed: number; readonly contacts: number }) => Promise<StormyNetwork>;

/** Every network there is. A new one is one function here, and the storm plays it. */
export const STORMY_NETWORKS: readonly StartNetwork[] = [
  startFacebook,
  startInstagram,
  startLine,
  startTelegram,
  startTwilio,
  startViber,
  startWechat,
  startWhatsapp,
  startX,
];

export function accountOf({ network }: StormyNetwork): Account {
  const [account] = network.accounts();
  if (account === undefined) throw new Error(`${network.name} has no account.`);
  return account;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

async function startTelegram({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const simulator = new TelegramSimulator({ seed, retryBaseMs: 100 });
  await simulator.start();
  const bot = simulator.addBot("Lamp Shop", "lamp_shop_bot");
  for (const n of numbers(contacts)) bot.contact({ firstName: `Contact ${n}` });
  return {
    platform: "telegram",
    settings: { token: bot.token, apiUrl: simulator.apiUrl, fileUrl: simulator.fileUrl },
    network: telegramNetwork(simulator),
    stop: () => simulator.stop(),
  };
}

async function startFacebook({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const meta = new MetaSimulator({ seed });
  const pages = new FacebookPages(meta);
  await meta.start();
  const app = meta.addApp("Care");
  const page = pages.addPage(app, "Lamp Shop");
  for (const n of numbers(contacts)) page.person({ firstName: "Contact", lastName: String(n) });
  return {
    platform: "facebook",
    settings: { appId: app.id, appSecret: app.secret, pageToken: page.world.token, graphUrl: meta.graphUrl },
    network: facebookNetwork(pages, meta.graphUrl),
    stop: () => meta.stop(),
  };
}

/** By its Page, so that Guichet writes its address into the app itself. */
async function startInstagram({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const meta = new MetaSimulator({ seed });
  const accounts = new InstagramAccounts(meta);
  await meta.start();
  const app = meta.addApp("Care");
  const account = accounts.addAccount(app, "lamp_shop", "facebook");
  for (const n of numbers(contacts)) account.person({ username: `contact.${n}`, name: `Contact ${n}` });
  const { token } = account.world;
  return {
    platform: "instagram",
    settings: { login: "facebook", appId: app.id, appSecret: app.secret, token, graphUrl: meta.graphUrl },
    network: instagramNetwork(accounts, meta.graphUrl),
    stop: () => meta.stop(),
  };
}

async function startLine({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const simulator = new LineSimulator({ seed });
  await simulator.start();
  const account = simulator.addAccount("Lamp Shop", "@lampshop");
  for (const n of numbers(contacts)) account.contact(`Contact ${n}`);
  const { secret, token } = account.world;
  return {
    platform: "line",
    settings: { channelSecret: secret, accessToken: token, apiUrl: simulator.apiUrl, dataUrl: simulator.dataUrl },
    network: lineNetwork(simulator),
    stop: () => simulator.stop(),
  };
}

async function startTwilio({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const simulator = new TwilioSimulator({ seed });
  await simulator.start();
  const account = simulator.addAccount("Lamp Shop");
  const sender = account.addSender("number", "+14155550100", "Lamp Shop");
  const phones = numbers(contacts).map((n) =>
    createPhone(account, sender, `+336123456${String(n).padStart(2, "0")}`, `Contact ${n}`, simulator.apiUrl),
  );
  return {
    platform: "sms",
    settings: {
      ...{ accountSid: account.sid, authToken: account.token, sender: sender.address },
      ...{ apiUrl: simulator.apiUrl, messagingUrl: simulator.messagingUrl },
    },
    network: twilioNetwork(simulator, () => [{ account, phones }]),
    stop: () => simulator.stop(),
  };
}

async function startViber({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const simulator = new ViberSimulator({ seed });
  await simulator.start();
  const bot = simulator.addBot("Lamp Shop", "lampshop");
  for (const n of numbers(contacts)) bot.contact(`Contact ${n}`);
  return {
    platform: "viber",
    settings: { token: bot.world.token, apiUrl: simulator.apiUrl },
    network: viberNetwork(simulator),
    stop: () => simulator.stop(),
  };
}

async function startWechat({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const simulator = new WechatSimulator({ seed });
  await simulator.start();
  const { world, contact } = simulator.addAccount("Lamp Shop");
  for (const n of numbers(contacts)) contact(`Contact ${n}`);
  let signedWith = "";
  return {
    platform: "wechat",
    settings: {
      ...{ appId: world.appId, appSecret: world.secret, encodingAesKey: world.aesKey, apiUrl: simulator.apiUrl },
    },
    network: wechatNetwork(simulator),
    async enterServer(url, { wechatToken: token = "" }) {
      signedWith = token;
      const problem = await world.enterServer({ url, token });
      if (problem !== undefined) throw new Error(problem);
    },
    signAgain(caught) {
      return { ...caught, url: signAgain(caught.url, caught.body.toString("utf8"), signedWith, Date.now()) };
    },
    stop: () => simulator.stop(),
  };
}

async function startWhatsapp({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const simulator = new MetaSimulator({ seed });
  await simulator.start();
  const account = new WhatsappAccount(simulator, simulator.addApp("Care"));
  const number = account.addNumber("+33 1 86 99 00 01", "Lamp Shop");
  for (const n of numbers(contacts))
    number.contact({ name: `Contact ${n}`, phone: `336123457${String(n).padStart(2, "0")}` });
  return {
    platform: "whatsapp",
    settings: {
      ...{ appId: account.app.id, appSecret: account.app.secret, token: account.token, wabaId: account.id },
      ...{ phoneNumberId: number.id, graphUrl: simulator.graphUrl },
    },
    network: whatsappNetwork(simulator, [account]),
    stop: () => simulator.stop(),
  };
}

async function startX({ seed, contacts }: Parameters<StartNetwork>[0]): Promise<StormyNetwork> {
  const simulator = new XSimulator({ seed });
  await simulator.start();
  const { token, tokenSecret } = simulator.addAccount("Lamp Shop", "lampshop");
  for (const n of numbers(contacts)) simulator.person(`Contact ${n}`, `contact${n}`);
  const { consumerKey, consumerSecret } = simulator.world;
  return {
    platform: "x",
    settings: {
      ...{ consumerKey, consumerSecret, accessToken: token, accessTokenSecret: tokenSecret },
      ...{ apiUrl: simulator.apiUrl, mediaUrl: simulator.mediaUrl },
    },
    network: xNetwork(simulator),
    stop: () => simulator.stop(),
  };
}
