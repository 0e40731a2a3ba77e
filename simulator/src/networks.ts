import { facebookNetwork } from "./facebook/facebook-network.ts";
import { FacebookPages } from "./facebook/facebook-pages.ts";
import { InstagramAccounts } from "./instagram/instagram-accounts.ts";
import { instagramNetwork } from "./instagram/instagram-network.ts";
import { lineNetwork } from "./line/line-network.ts";
import { LineSimulator } from "./line/line-simulator.ts";
import { MetaSimulator } from "./meta/meta-simulator.ts";
import { telegramNetwork } from "./telegram/telegram-network.ts";
import { TelegramSimulator } from "./telegram/telegram-simulator.ts";
import type { Network } from "./telephone/network.ts";
import { createPhone } from "./twilio/phone.ts";
import { twilioNetwork } from "./twilio/twilio-network.ts";
import { TwilioSimulator } from "./twilio/twilio-simulator.ts";
import { viberNetwork } from "./viber/viber-network.ts";
import { ViberSimulator } from "./viber/viber-simulator.ts";
import { wechatNetwork } from "./wechat/wechat-network.ts";
import { WechatSimulator } from "./wechat/wechat-simulator.ts";
import { addExampleAccount } from "./whatsapp/example-account.ts";
import { whatsappNetwork } from "./whatsapp/whatsapp-network.ts";
import { xNetwork } from "./x/x-network.ts";
import { XSimulator } from "./x/x-simulator.ts";

/** A network that is being played. */
export type Played = {
  readonly network: Network;
  /** One more person with a telephone; answers with the id that the network shows them by. `language`: `fr` */
  addContact(name: string, language: string): string;
  /** Writes down where to deliver, where no channel can say so itself; `secrets`: what the channel showed once. */
  enterServer?(url: string, secrets: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
};
/** `name`: of whoever contacts write to. */
export type PlayOptions = { readonly port: number; readonly seed: number; readonly name?: string };
type Play = (options: PlayOptions) => Promise<Played>;

const SHOP = "Lamp Shop";

/** `Lamp Shop` → `lamp_shop` */
function handleOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, "_");
}

/** `Lamp Shop` → `lampshop` */
function wordOf(name: string): string {
  return handleOf(name).replaceAll("_", "");
}

/** Every network there is; each listens on a port of its own. */
export const NETWORKS: readonly Play[] = [
  playFacebook,
  playInstagram,
  playLine,
  playTelegram,
  playTwilio,
  playViber,
  playWechat,
  playWhatsapp,
  playX,
];

async function playFacebook(options: PlayOptions): Promise<Played> {
  const meta = new MetaSimulator(options);
  const pages = new FacebookPages(meta);
  await meta.start();
  const page = pages.addPage(meta.addApp("Care"), options.name ?? SHOP);
  page.person({ firstName: "Zoé", lastName: "Martin" });
  page.person({ firstName: "Max", lastName: "Weber" });
  page.post("New lamps, made in Lyon. Which colour would you like to see next?");
  page.post("Summer sale: all table lamps at half price", { published: false, link: "https://shop.example/sale" });
  return {
    network: facebookNetwork(pages, meta.graphUrl),
    addContact: (name) => page.person(splitName(name)).person.psid,
    stop: () => meta.stop(),
  };
}

async function playInstagram(options: PlayOptions): Promise<Played> {
  const meta = new MetaSimulator(options);
  const accounts = new InstagramAccounts(meta);
  await meta.start();
  // The first is the one whose webhook Guichet sets by itself.
  const [first] = (["facebook", "instagram"] as const).map((login) => {
    const handle = handleOf(options.name ?? SHOP);
    const username = login === "facebook" ? `${handle}_lyon` : handle;
    const account = accounts.addAccount(meta.addApp("Care"), username, login);
    account.person({ username: "zoe.m", name: "Zoé Martin" });
    account.person({ username: "maxw", name: "Max Weber" });
    account.publish("New lamps, made in Lyon. Which colour would you like to see next?");
    account.publish("Summer sale: all table lamps at half price", { adTitle: "Summer sale" });
    return account;
  });
  return {
    network: instagramNetwork(accounts, meta.graphUrl),
    addContact(name) {
      const username = name.toLowerCase().replaceAll(" ", ".");
      return first?.person({ username, name }).person.igsid ?? "";
    },
    stop: () => meta.stop(),
  };
}

async function playTelegram(options: PlayOptions): Promise<Played> {
  const simulator = new TelegramSimulator(options);
  await simulator.start();
  const { name = SHOP } = options;
  const bot = simulator.addBot(name, `${handleOf(name)}_bot`);
  bot.contact({ firstName: "Zoé", lastName: "Martin", username: "zoem", language: "fr" });
  bot.contact({ firstName: "Max", lastName: "Weber", username: "maxw", language: "de" });
  return {
    network: telegramNetwork(simulator),
    addContact: (person, language) => String(bot.contact({ ...splitName(person), language }).id),
    stop: () => simulator.stop(),
  };
}

async function playTwilio(options: PlayOptions): Promise<Played> {
  const simulator = new TwilioSimulator(options);
  await simulator.start();
  const { name = SHOP } = options;
  const account = simulator.addAccount(name);
  const sender = account.addSender("number", "+14155550100", name);
  const phones = [
    createPhone(account, sender, "+33612345678", "Zoé Martin", simulator.apiUrl),
    createPhone(account, sender, "+491701234567", "Max Weber", simulator.apiUrl),
  ];
  return {
    network: twilioNetwork(simulator, () => [{ account, phones }]),
    addContact(called) {
      const number = `+3361234${String(5700 + phones.length)}`;
      phones.push(createPhone(account, sender, number, called, simulator.apiUrl));
      return number;
    },
    stop: () => simulator.stop(),
  };
}

async function playWhatsapp(options: PlayOptions): Promise<Played> {
  const simulator = new MetaSimulator(options);
  await simulator.start();
  const account = addExampleAccount(simulator, options.name ?? SHOP);
  let others = 0;
  return {
    network: whatsappNetwork(simulator, [account]),
    addContact(name) {
      others += 1;
      return account.numbers[0]?.contact({ name, phone: `3376543${String(2100 + others)}` }).key ?? "";
    },
    stop: () => simulator.stop(),
  };
}

async function playLine(options: PlayOptions): Promise<Played> {
  const simulator = new LineSimulator(options);
  await simulator.start();
  const { name = SHOP } = options;
  const account = simulator.addAccount(name, `@${wordOf(name)}`);
  const yuki = account.contact("Yuki Tanaka", "ja");
  account.group("Lamp friends", [yuki, account.contact("Anan Chai", "th")]);
  return {
    network: lineNetwork(simulator),
    addContact: (person, language) => account.contact(person, language).person.id,
    stop: () => simulator.stop(),
  };
}

async function playViber(options: PlayOptions): Promise<Played> {
  const simulator = new ViberSimulator(options);
  await simulator.start();
  const { name = SHOP } = options;
  const bot = simulator.addBot(name, wordOf(name));
  bot.contact("Elena Petrova", "bg", "BG");
  bot.contact("Ana Lopes", "pt", "PT");
  return {
    network: viberNetwork(simulator),
    addContact: (person, language) => bot.contact(person, language, language.toUpperCase()).person.id,
    stop: () => simulator.stop(),
  };
}

async function playWechat(options: PlayOptions): Promise<Played> {
  const simulator = new WechatSimulator(options);
  await simulator.start();
  const account = simulator.addAccount(options.name ?? SHOP);
  account.contact("Li Wei", "zh_CN", "Li Wei");
  account.contact("Chen Jing", "zh_CN");
  return {
    network: wechatNetwork(simulator),
    addContact: (person, language) => account.contact(person, language, person).person.openid,
    async enterServer(url, { wechatToken: token = "" }) {
      const problem = await account.world.enterServer({ url, token });
      if (problem !== undefined) throw new Error(problem);
    },
    stop: () => simulator.stop(),
  };
}

function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const [firstName = "", ...rest] = name.split(" ");
  return { firstName, lastName: rest.join(" ") };
}

async function playX(options: PlayOptions): Promise<Played> {
  const simulator = new XSimulator(options);
  await simulator.start();
  const { name = SHOP } = options;
  const account = simulator.addAccount(name, wordOf(name));
  simulator.person("Zoé Martin", "zoem").person.isOpen = true;
  simulator.person("Max Weber", "maxw");
  simulator.publish(account, "New lamps, made in Lyon. Which colour would you like to see next?");
  return {
    network: xNetwork(simulator),
    addContact: (called) => simulator.person(called, wordOf(called)).person.id,
    stop: () => simulator.stop(),
  };
}
