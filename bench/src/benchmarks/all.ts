import { ack } from "./b1-ack.ts";
import { toTheSocket } from "./b2-to-the-socket.ts";
import { toThePixel } from "./b3-to-the-pixel.ts";
import { intakeCapacity } from "./b4-intake.ts";
import { oneNumber } from "./b5-one-number.ts";
import { outbound } from "./b6-outbound.ts";
import { overload } from "./b7-overload.ts";
import { queueList } from "./b8-queue-list.ts";
import { openConversation } from "./b9-open-conversation.ts";
import { search } from "./b10-search.ts";
import { manySockets } from "./b14-many-sockets.ts";
import { routing } from "./b15-routing.ts";
import { rerouting } from "./b15r-rerouting.ts";
import { tryOuts } from "./b15t-try-outs.ts";
import { idleAndCold } from "./b16-idle-and-cold.ts";
import { pageWeight } from "./b17-page-weight.ts";
import { agentUi } from "./b18-agent-ui.ts";
import { growth } from "./b20-growth.ts";
import { crash } from "./b21-crash.ts";
import type { Benchmark } from "./benchmark.ts";

/** In the order in which they are run: what shapes the tables first. */
export const benchmarks: readonly Benchmark[] = [
  intakeCapacity,
  queueList,
  openConversation,
  search,
  routing,
  rerouting,
  tryOuts,
  pageWeight,
  idleAndCold,
  ack,
  toTheSocket,
  toThePixel,
  agentUi,
  oneNumber,
  outbound,
  overload,
  growth,
  manySockets,
  crash,
];
