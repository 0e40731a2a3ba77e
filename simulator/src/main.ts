import { parseArgs } from "node:util";
import { NETWORKS } from "./networks.ts";
import { Telephone } from "./telephone/telephone.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "8090" }, seed: { type: "string", default: "1" } },
});
const port = Number(values.port);
const seed = Number(values.seed);

// The telephone has the port that was asked for, the networks those behind it.
const played = await Promise.all(NETWORKS.map((play, place) => play({ port: port + 1 + place, seed })));
const telephone = new Telephone(
  played.map(({ network }) => network),
  port,
);
await telephone.start();
for (const { network } of played)
  for (const account of network.accounts()) {
    const lines = account.credentials.map(({ label, value }) => `    ${label}: ${value}`);
    process.stdout.write([`${network.name}: ${account.name} ${account.address}`, ...lines, ""].join("\n"));
  }
process.stdout.write(`The contacts' telephone: ${telephone.url}\n`);
