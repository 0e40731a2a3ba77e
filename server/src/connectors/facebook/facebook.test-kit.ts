import { type FacebookPage, FacebookPages } from "../../../../simulator/src/facebook/facebook-pages.ts";
import type { Post } from "../../../../simulator/src/facebook/page-world.ts";
import type { Acts } from "../../../../simulator/src/facebook/person-acts.ts";
import type { MetaApp } from "../../../../simulator/src/meta/meta-app.ts";
import { MetaSimulator } from "../../../../simulator/src/meta/meta-simulator.ts";
import { type MetaHouse, openMetaHouse, PNG, type Said } from "../meta/meta.test-kit.ts";

export { byId, codeOf, PNG, texts } from "../meta/meta.test-kit.ts";

/** The whole product beside the simulator, with one Page connected. */
export type FacebookHouse = MetaHouse & {
  readonly meta: MetaSimulator;
  readonly metaApp: MetaApp;
  readonly pages: FacebookPages;
  readonly page: FacebookPage;
  /** Two people who know the Page, and a post of it with a picture and a link. */
  readonly zoe: Acts;
  readonly max: Acts;
  readonly post: Post;
  settings(over?: Record<string, unknown>): Record<string, unknown>;
  /** What stands in the Messenger threads of a person, of Zoé where nobody is named. */
  inPrivate(who?: Acts): Promise<Said[]>;
  /** What a person, Zoé where nobody is named, has where everybody reads. */
  inPublic(who?: Acts): Promise<Said[]>;
  /** What the Graph API was asked at an edge, in order. */
  callsOf(edge: string): MetaApp["received"];
  stop(): Promise<void>;
};

export async function openFacebookHouse(over: Record<string, unknown> = {}): Promise<FacebookHouse> {
  const meta = new MetaSimulator({ seed: 7, retryBaseMs: 50 });
  const pages = new FacebookPages(meta);
  await meta.start();
  const metaApp = meta.addApp("Care");
  const page = pages.addPage(metaApp, "Lamp Shop");
  const zoe = page.person({ firstName: "Zoé", lastName: "Martin" });
  const max = page.person({ firstName: "Max", lastName: "Weber" });
  const settings: FacebookHouse["settings"] = (changes = {}) => ({
    ...{ appId: metaApp.id, appSecret: metaApp.secret, pageToken: page.world.token, graphUrl: meta.graphUrl },
    ...changes,
  });
  const house = await openMetaHouse("facebook", "Lamps", settings(over));
  const post = page.post("Our lamps, made in Lyon", { picture: PNG, link: "https://shop.example/lamps" });
  return {
    ...{ ...house, meta, metaApp, pages, page, zoe, max, post, settings },
    inPrivate: async (who = zoe) => await house.said(who.person.psid),
    inPublic: async (who = zoe) => await house.said(who.person.userId),
    callsOf: (edge) => metaApp.received.filter(({ path }) => path.at(-1) === edge),
    async stop() {
      await house.app.stop();
      await meta.stop();
    },
  };
}
