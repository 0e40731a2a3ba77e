import {
  IconArrowBackUp,
  IconCommand,
  IconKeyboard,
  IconLanguage,
  IconLayoutSidebar,
  IconLogout,
  IconMoon,
  IconSettings,
  IconToggleLeft,
  IconUserCircle,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMe } from "../../api/me.ts";
import { type Scheme, useAppearance } from "../../features/users/appearance.ts";
import type { WordKey } from "../../locales/catalog.ts";
import { useWords } from "../../locales/use-words.ts";
import { type Command, useCommand } from "../../ui/commands.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { usePalette } from "../palette/palette-provider.tsx";
import { NAV, type NavEntry } from "./nav.ts";
import { useSetPresence } from "./use-set-presence.ts";
import { useSignOut } from "./use-sign-out.ts";

type Frame = { readonly folded: boolean; readonly setFolded: (folded: boolean) => void };

/** The commands that work on every page. */
export function useFrameCommands(frame: Frame): void {
  usePlaces();
  useTools(frame);
  useAppearanceCommands();
}

const ENTRIES = NAV.flatMap((group) => group.entries);

function usePlaces(): void {
  const { t } = useWords();
  const group = t("shell.goTo");
  const navigate = useNavigate();
  const { accountRole } = useMe();
  const goTo = (to: string) => () => void navigate({ to });
  const place = (entry: NavEntry): Command => ({
    id: `go.${entry.to}`,
    label: t(entry.go),
    group,
    icon: entry.icon,
    run: goTo(entry.to),
    ...(entry.keys ? { keys: entry.keys } : {}),
  });
  // The number of places never changes, so the order of these hooks does not either.
  for (const entry of ENTRIES) {
    // biome-ignore lint/correctness/useHookAtTopLevel: see above
    useCommand(place(entry));
  }
  useCommand({ id: "go.profile", label: t("shell.goToProfile"), group, icon: IconUserCircle, run: goTo("/profile") });
  useCommand({
    id: "go.settings",
    label: t("shell.goToSettings"),
    group,
    icon: IconSettings,
    keys: "g s",
    when: accountRole === "admin",
    run: goTo("/settings"),
  });
}

function useTools({ folded, setFolded }: Frame): void {
  const { t } = useWords();
  const group = t("shell.actions");
  const { presence } = useMe();
  const palette = usePalette();
  const toasts = useToasts();
  const setPresence = useSetPresence();
  const signOut = useSignOut();
  const away = presence === "away";
  useCommand({
    id: "palette",
    label: t("shell.openPalette"),
    group,
    keys: "mod+k",
    icon: IconCommand,
    keyOnly: true,
    run: () => palette.openPalette(),
  });
  useCommand({
    id: "shortcuts",
    label: t("shell.shortcuts"),
    group,
    keys: "?",
    icon: IconKeyboard,
    run: palette.openCheatSheet,
  });
  useCommand({ id: "undo", label: t("shell.undoLast"), group, keys: "z", icon: IconArrowBackUp, run: toasts.undoLast });
  useCommand({
    id: "presence",
    label: t(away ? "shell.setAvailable" : "shell.setAway"),
    group,
    icon: IconToggleLeft,
    run: () => void setPresence(away ? "available" : "away"),
  });
  useCommand({
    id: "rail.fold",
    label: t(folded ? "shell.unfoldNavigation" : "shell.foldNavigation"),
    group,
    icon: IconLayoutSidebar,
    run: () => setFolded(!folded),
  });
  useCommand({ id: "signOut", label: t("shell.signOut"), group, icon: IconLogout, run: () => void signOut() });
}

const SCHEMES: readonly { scheme: Scheme; word: WordKey }[] = [
  { scheme: "light", word: "shell.themeLight" },
  { scheme: "dark", word: "shell.themeDark" },
  { scheme: "auto", word: "shell.themeAuto" },
];

function useAppearanceCommands(): void {
  const { t } = useWords();
  const group = t("shell.preferences");
  const appearance = useAppearance();
  useCommand({
    id: "theme",
    label: t("shell.changeTheme"),
    group,
    icon: IconMoon,
    search: `${t("shell.themeDark")} ${t("shell.themeLight")}`,
    choices: () =>
      SCHEMES.map(({ scheme, word }) => ({
        id: `theme.${scheme}`,
        label: t(word),
        run: () => appearance.setScheme(scheme),
      })),
  });
  useCommand({
    id: "language",
    label: t("shell.changeLanguage"),
    group,
    icon: IconLanguage,
    search: "English Français",
    choices: () => [
      { id: "language.en", label: "English", run: () => appearance.setLanguage("en") },
      { id: "language.fr", label: "Français", run: () => appearance.setLanguage("fr") },
    ],
  });
}
