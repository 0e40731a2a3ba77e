import type { ChannelName } from "./cast.ts";
import type { Random } from "./random.ts";
import { LAMPS, NAMES } from "./stories/people.ts";
import type { Language } from "./stories/story.ts";

export type PastContact = {
  readonly channel: ChannelName;
  readonly language: Language;
  readonly externalId: string;
  readonly firstName: string;
  /** Undefined: a visitor who never said it. */
  readonly name: string | undefined;
  readonly handle: string | undefined;
  readonly verified: boolean;
  readonly city: string;
  /** What the platform tells about them; some of it agents see beside the conversation. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** Somebody who writes on this channel, in this language. */
export function planContact(random: Random, channel: ChannelName, language: Language): PastContact {
  const names = NAMES[language];
  const firstName = random.pick(names.first);
  const name = `${firstName} ${random.pick(names.last)}`;
  const number = String(random.between(100_000, 999_999));
  if (channel === "Support mail") {
    const address = `${mailOf(name).split("@")[0]}.${number.slice(0, 2)}@mail.example`;
    const base = { channel, language, firstName, name, city: random.pick(names.cities) };
    return { ...base, externalId: address, handle: address, verified: false, attributes: {} };
  }
  const isUser = channel === "Mobile app" || random.chance(0.4);
  const nameless = !isUser && random.chance(0.15);
  const base = { channel, language, firstName, city: random.pick(names.cities) };
  if (channel === "Mobile app")
    return {
      ...base,
      name,
      externalId: `app-${number}`,
      handle: undefined,
      verified: true,
      attributes: appFacts(random, language),
    };
  return {
    ...base,
    externalId: isUser ? `user:${number}` : `v${number}${random.between(100_000, 999_999)}`,
    name: nameless ? undefined : name,
    handle: isUser ? number : undefined,
    verified: isUser,
    attributes: { ...pageFacts(random, channel, language), ...(isUser ? { "E-mail": mailOf(name) } : {}) },
  };
}

function appFacts(random: Random, language: Language): Record<string, string> {
  return {
    "App version": random.pick(["4.2.1", "4.2.0", "4.1.7"]),
    Device: random.pick(["iPhone 17", "Pixel 11", "Galaxy S26", "iPhone SE"]),
    "Loyalty level": random.pick(["Brass", "Linen", "Glass"]),
    Language: language,
  };
}

function pageFacts(random: Random, channel: ChannelName, language: Language): Record<string, string> {
  const lamp = random.pick(LAMPS);
  const site = channel === "Website" ? "www.atelier-lumen.example" : "pro.atelier-lumen.example";
  return {
    "Page title": `${lamp} – Atelier Lumen`,
    "Page URL": `https://${site}/${language}/lamps/${lamp.toLowerCase()}`,
    "Browser language": language,
    Device: random.pick(["Desktop", "Desktop", "Phone", "Tablet"]),
  };
}

/** `Noémie Özdemir` → `noemie.ozdemir@mail.example`, where no mail ever arrives. */
function mailOf(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
  return `${plain.replace(/[^a-z]+/g, ".")}@mail.example`;
}
