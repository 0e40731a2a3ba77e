import { changeOrganization } from "../organizations/change-organization.ts";
import { addReason } from "../organizations/resolution-reasons/change-reasons.ts";
import { ctxOf, type Stage } from "./stage.ts";

const DAY = 86_400_000;

/** What two Admins have set over the weeks, each change a line in the log of settings. `openedAt`: epoch milliseconds. */
export async function tuneSettings(stage: Stage, openedAt: number): Promise<void> {
  const claire = (days: number) => ctxOf(stage, openedAt + days * DAY, "claire");
  const ines = (days: number) => ctxOf(stage, openedAt + days * DAY, "ines");
  await changeOrganization(claire(0.1), { mutingContacts: true, mutingPosts: true });
  await changeOrganization(ines(0.2), {
    masking: { manual: true, automatic: true, patterns: [{ name: "Dealer number", pattern: "LUM-####-##" }] },
  });
}

/** Later changes, whose lines stand behind what happened meanwhile. */
export async function retuneSettings(stage: Stage, now: number): Promise<void> {
  const claire = (days: number) => ctxOf(stage, now - days * DAY, "claire");
  const ines = (days: number) => ctxOf(stage, now - days * DAY, "ines");
  await addReason(claire(40), { name: "Forwarded to the workshop" });
  const spam = await addReason(claire(40), { name: "Not for us" });
  await changeOrganization(ines(27), { inactiveSessionMinutes: 240 });
  await changeOrganization(claire(19), { undoSendSeconds: 8 });
  await changeOrganization(ines(11), {
    autoResolve: { new: { hours: 720, reasonId: null }, pending: { hours: 336, reasonId: spam.id } },
  });
  await changeOrganization(claire(6), { systemBoomerangHours: 240 });
}
