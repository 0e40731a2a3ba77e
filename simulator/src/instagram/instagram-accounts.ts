import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphRequest, SentFile } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import type { MetaSimulator, Product } from "../meta/meta-simulator.ts";
import { answerAccount } from "./account-api.ts";
import { addOwnToken } from "./account-tokens.ts";
import { InstagramWorld, type Login, type Published, type Said, type Story } from "./instagram-world.ts";
import { type Acts, createActs, newPublished, newSaid } from "./person-acts.ts";
import { tellEvent, tellMessage } from "./tell.ts";

export type NewPerson = { readonly username: string; readonly name: string };
const SCOPES: Readonly<Record<Login, readonly string[]>> = {
  instagram: ["instagram_business_basic", "instagram_business_manage_messages", "instagram_business_manage_comments"],
  facebook: [
    "instagram_basic",
    "instagram_manage_messages",
    "instagram_manage_comments",
    "pages_manage_metadata",
    "pages_show_list",
    "pages_read_engagement",
  ],
};

export type InstagramAccount = {
  readonly world: InstagramWorld;
  person(given: NewPerson): Acts;
  people(): readonly Acts[];
  /** The account publishes something; an advertisement has a title. */
  publish(
    caption: string,
    more?: { readonly kind?: Published["kind"]; readonly picture?: Uint8Array; readonly adTitle?: string },
  ): Published;
  story(picture: Uint8Array): Story;
  /** Somebody of the brand writes, or reacts, in Instagram's own app. */
  writeInApp(to: Acts, text: string): Said;
  reactInApp(said: Said, emoji: string): void;
};

/** Professional accounts of Instagram, mounted into the Graph API. */
export class InstagramAccounts implements Product {
  readonly #meta: MetaSimulator;
  readonly #accounts: InstagramAccount[] = [];

  constructor(meta: MetaSimulator) {
    this.#meta = meta;
    meta.mount(this);
  }

  accounts(): readonly InstagramAccount[] {
    return this.#accounts;
  }

  addAccount(app: MetaApp, username: string, login: Login = "instagram"): InstagramAccount {
    const place = this.#accounts.length;
    const id = String(17_841_400_000_000_001n + BigInt(place));
    const pageId = String(106_700_000_000_001 + place);
    const world = new InstagramWorld(this.#meta, app, { id, username, login, pageId }, SCOPES[login]);
    if (login === "instagram") world.token = addOwnToken(world);
    const acts: Acts[] = [];
    const account: InstagramAccount = {
      world,
      people: () => acts,
      person: ({ username: handle, name }) => {
        const person = {
          igsid: String(1_254_477_777_000_001n + BigInt(acts.length)),
          userId: String(5_525_550_000_000_001n + BigInt(acts.length)),
          ...{ username: handle, name, blocked: false, consents: true, followers: 120 + acts.length, follows: true },
          ...{ lastWroteAt: undefined, typingUntil: 0, seenUpTo: 0 },
        };
        world.people.push(person);
        const made = createActs(world, person);
        acts.push(made);
        return made;
      },
      publish(caption, { kind = "FEED", picture, adTitle } = {}) {
        const file = picture === undefined ? undefined : world.keepFile(pictureOf(picture));
        const ad = adTitle === undefined ? undefined : { id: world.newId(), title: adTitle };
        return newPublished(world, { caption, kind: ad === undefined ? kind : "AD", picture: file, ad });
      },
      story(picture) {
        const story: Story = { id: world.newId(), file: world.keepFile(pictureOf(picture)), by: undefined };
        world.stories.push(story);
        return story;
      },
      writeInApp({ person }, text) {
        const said = newSaid(world, person, { text });
        tellMessage(world, said);
        return said;
      },
      reactInApp: (said, emoji) =>
        tellEvent(
          world,
          said.person,
          { reaction: { mid: said.mid, action: "react", reaction: "other", emoji } },
          false,
        ),
    };
    this.#accounts.push(account);
    return account;
  }

  answer(call: GraphRequest, app: MetaApp): unknown {
    const targets = app.tokens.get(call.token)?.targets ?? [];
    const found = this.#accounts.find(({ world }) =>
      targets.includes(world.login === "instagram" ? world.id : world.pageId),
    );
    return found === undefined ? undefined : answerAccount(found.world, call);
  }

  serve(request: IncomingMessage, response: ServerResponse): boolean {
    return this.#accounts.some(({ world }) => world.files.serve(request, response));
  }
}

function pictureOf(bytes: Uint8Array): SentFile {
  return { bytes, name: "picture.png", type: "image/png" };
}
