import { changeAccess } from "./access-steps.ts";
import { readEverything } from "./reading-steps.ts";
import { settle } from "./settle.ts";
import { at, isAccess, type Step } from "./step.ts";
import { work } from "./work-steps.ts";
import { contactWrites, type World } from "./world.ts";

/** Does one step on the product and in the oracle, then lets somebody read all they can. */
export async function take(world: World, step: Step): Promise<void> {
  const chosen = {
    actor: at(world.people, step.who),
    person: at(world.people, step.other),
    team: at(world.teams, step.what),
    channel: at(world.channels, step.what),
    thread: at(world.threads, step.what),
    topic: at(world.topics, step.other),
    tag: at(world.tags, step.other),
    file: world.files.length === 0 ? undefined : at(world.files, step.other),
    item: at(world.items, step.other),
  };
  if (step.kind === "contactWrites") await contactWrites(world, chosen.channel.id, `party${step.other % 3}`);
  else if (isAccess(step.kind)) {
    await changeAccess(world, step.kind, step, chosen);
    await settle(world);
  } else await work(world, step.kind, step, chosen);
  await readEverything(world, at(world.people, step.reader), step);
}
