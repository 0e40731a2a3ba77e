import type { Recorder } from "../history/recorder.ts";
import type { ProviderPeer } from "./provider-peer.ts";
import type { Patience } from "./repeat.ts";
import type { Visitor } from "./visitor-sender.ts";
import type { World } from "./world.ts";

/** What every sender works with. */
export type Load = Patience & {
  readonly recorder: Recorder;
  readonly world: World;
  readonly peer: ProviderPeer;
  readonly visitors: Visitor[];
  /** Share of contacts' messages that come several times at once. */
  readonly twins: number;
  /** Share of an agent's deeds that are claims, several agents at once. */
  readonly claims: number;
  /** Address of one of the web nodes. */
  node(n: number): string;
  /** The identity a visitor's token stands for, as the system keeps it. */
  contactOfVisitor(tokenHash: string): Promise<string | undefined>;
};
