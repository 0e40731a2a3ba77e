import { type InstagramAccount, InstagramAccounts } from "../../../../simulator/src/instagram/instagram-accounts.ts";
import type { Login, Published } from "../../../../simulator/src/instagram/instagram-world.ts";
import type { Acts } from "../../../../simulator/src/instagram/person-acts.ts";
import type { MetaApp } from "../../../../simulator/src/meta/meta-app.ts";
import { MetaSimulator } from "../../../../simulator/src/meta/meta-simulator.ts";
import { type MetaHouse, openMetaHouse, PNG, type Said } from "../meta/meta.test-kit.ts";

export { byId, codeOf, PNG, texts } from "../meta/meta.test-kit.ts";

/** The whole product beside the simulator, with one Instagram account connected. */
export type InstagramHouse = MetaHouse & {
  readonly meta: MetaSimulator;
  readonly metaApp: MetaApp;
  readonly accounts: InstagramAccounts;
  readonly account: InstagramAccount;
  readonly zoe: Acts;
  readonly max: Acts;
  readonly post: Published;
  settings(over?: Record<string, unknown>): Record<string, unknown>;
  inPrivate(who?: Acts): Promise<Said[]>;
  inPublic(who?: Acts): Promise<Said[]>;
  /** What the Graph API was asked at an edge, in order. */
  callsOf(edge: string): MetaApp["received"];
  stop(): Promise<void>;
};

/** `fields` an app's owner would choose in the dashboard. */
export const DASHBOARD_FIELDS = ["messages", "comments", "mentions"];

export async function openInstagramHouse(login: Login, over: Record<string, unknown> = {}): Promise<InstagramHouse> {
  const meta = new MetaSimulator({ seed: 11, retryBaseMs: 50 });
  const accounts = new InstagramAccounts(meta);
  await meta.start();
  const metaApp = meta.addApp("Care");
  const account = accounts.addAccount(metaApp, "lamp_shop", login);
  const zoe = account.person({ username: "zoe.m", name: "Zoé Martin" });
  const max = account.person({ username: "maxw", name: "Max Weber" });
  const settings: InstagramHouse["settings"] = (changes = {}) => ({
    ...{ login, appId: metaApp.id, appSecret: metaApp.secret, token: account.world.token, graphUrl: meta.graphUrl },
    ...changes,
  });
  const house = await openMetaHouse("instagram", "Lamps", settings(over));
  // With Instagram's own log-in a person writes address and verify token into the app.
  if (login === "instagram")
    await metaApp.setWebhook(
      "instagram",
      house.channel.webhookUrl ?? "",
      house.secrets.verifyToken ?? "",
      DASHBOARD_FIELDS,
    );
  const post = account.publish("Our lamps, made in Lyon", { picture: PNG });
  return {
    ...{ ...house, meta, metaApp, accounts, account, zoe, max, post, settings },
    inPrivate: async (who = zoe) => await house.said(who.person.igsid),
    inPublic: async (who = zoe) => await house.said(who.person.userId),
    callsOf: (edge) => metaApp.received.filter(({ path }) => path.at(-1) === edge),
    async stop() {
      await house.app.stop();
      await meta.stop();
    },
  };
}
