import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useWords } from "../../locales/use-words.ts";
import { useCommand } from "../../ui/commands.tsx";
import { SETTINGS } from "./tree.ts";

const PAGES = SETTINGS.flatMap((group) => group.pages);

/** While one is in Settings, the palette leads to each of its pages and begins what can be added. */
export function useSettingsCommands(): void {
  const { t } = useWords();
  const navigate = useNavigate();
  const group = t("settings.title");
  const goTo = (to: string) => () => void navigate({ to });
  // The tree never changes, so the order of these hooks does not either.
  for (const page of PAGES) {
    // biome-ignore lint/correctness/useHookAtTopLevel: see above
    useCommand({
      id: `go.${page.to}`,
      label: t(page.word),
      group,
      icon: page.icon,
      search: t(page.search),
      run: goTo(page.to),
    });
  }
  useCommand({ id: "agents.add", label: t("users.add"), group, icon: IconPlus, run: goTo("/settings/agents/new") });
  useCommand({
    id: "automations.add",
    label: t("automations.add"),
    group,
    icon: IconPlus,
    run: goTo("/settings/automations/new"),
  });
  useCommand({
    id: "knowledge.addResponse",
    label: t("knowledge.addResponse"),
    group,
    icon: IconPlus,
    run: goTo("/settings/knowledge/new-response"),
  });
  useCommand({
    id: "knowledge.addArticle",
    label: t("knowledge.addArticle"),
    group,
    icon: IconPlus,
    run: goTo("/settings/knowledge/new-article"),
  });
  useCommand({
    id: "knowledge.addCollection",
    label: t("knowledge.addCollection"),
    group,
    icon: IconPlus,
    run: goTo("/settings/knowledge/collections/new"),
  });
  useCommand({
    id: "skillSets.add",
    label: t("skillSets.add"),
    group,
    icon: IconPlus,
    run: goTo("/settings/skill-sets/new"),
  });
  useCommand({
    id: "skillSets.fallback",
    label: t("skillSets.fallbackLink"),
    group,
    run: goTo("/settings/skill-sets/fallback"),
  });
  useCommand({
    id: "channels.add",
    label: t("channels.add"),
    group,
    icon: IconPlus,
    run: goTo("/settings/channels/new"),
  });
}
