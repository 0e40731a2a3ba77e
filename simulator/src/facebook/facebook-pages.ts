import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphRequest } from "../meta/graph-request.ts";
import type { MetaApp } from "../meta/meta-app.ts";
import type { MetaSimulator, Product } from "../meta/meta-simulator.ts";
import { answerPage } from "./page-api.ts";
import { PageWorld, type Post } from "./page-world.ts";
import { type Acts, createActs, newPost } from "./person-acts.ts";

export type NewPerson = { readonly firstName: string; readonly lastName: string };
export const PAGE_SCOPES = [
  "pages_messaging",
  "pages_manage_metadata",
  "pages_show_list",
  "pages_read_engagement",
  "pages_read_user_content",
  "pages_manage_engagement",
  "pages_manage_posts",
];

export type FacebookPage = {
  readonly world: PageWorld;
  person(given: NewPerson): Acts;
  people(): readonly Acts[];
  /** The Page publishes something; an advertisement that is not on the Page is not `published`. */
  post(message: string, more?: Partial<Pick<Post, "published" | "link">> & { picture?: Uint8Array }): Post;
};

/** Pages of Facebook with their Messenger, mounted into the Graph API. */
export class FacebookPages implements Product {
  readonly #meta: MetaSimulator;
  readonly #pages: FacebookPage[] = [];

  constructor(meta: MetaSimulator) {
    this.#meta = meta;
    meta.mount(this);
  }

  pages(): readonly FacebookPage[] {
    return this.#pages;
  }

  addPage(app: MetaApp, name: string, scopes: readonly string[] = PAGE_SCOPES): FacebookPage {
    const id = String(104_500_000_000_001 + this.#pages.length);
    const world = new PageWorld(this.#meta, app, { id, name, scopes });
    const acts: Acts[] = [];
    const page: FacebookPage = {
      world,
      people: () => acts,
      person({ firstName, lastName }) {
        const number = acts.length;
        const person = {
          // The same person has one id under posts and another in Messenger; both are longer than a double can hold.
          userId: String(9_100_000_000_000_501n + BigInt(number)),
          psid: String(24_371_234_567_890_101n + BigInt(number)),
          ...{ firstName, lastName, blocked: false, consents: true, isPrivate: false, lastWroteAt: undefined },
          ...{ typingUntil: 0, seenUpTo: 0 },
        };
        world.people.push(person);
        acts.push(createActs(world, person));
        return acts.at(-1) ?? createActs(world, person);
      },
      post(message, { picture, ...more } = {}) {
        const file = picture === undefined ? undefined : { bytes: picture, name: "post.png", type: "image/png" };
        return newPost(world, { message, picture: file === undefined ? undefined : world.keepFile(file), ...more });
      },
    };
    this.#pages.push(page);
    return page;
  }

  answer(call: GraphRequest, app: MetaApp): unknown {
    const page = this.#pages.find(({ world }) => app.tokens.get(call.token)?.targets.includes(world.id));
    return page === undefined ? undefined : answerPage(page.world, call, app);
  }

  serve(request: IncomingMessage, response: ServerResponse): boolean {
    return this.#pages.some(({ world }) => world.files.serve(request, response));
  }
}
