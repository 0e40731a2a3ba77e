import {
  IconArrowBackUp,
  IconBell,
  IconCommand,
  IconHelp,
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
import { useEffect } from "react";
import { useMe } from "../../api/me.ts";
import { usePlaceCommands } from "../../features/conversations/queue/use-place-commands.ts";
import { type Scheme, useAppearance } from "../../features/users/appearance.ts";
import type { WordKey } from "../../locales/catalog.ts";
import { useWords } from "../../locales/use-words.ts";
import { type Command, useCommand } from "../../ui/commands.tsx";
import { useKeysOf } from "../../ui/keys-of.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { usePalette } from "../palette/palette-provider.tsx";
import { NAV, type NavEntry } from "./nav.ts";
import { useAvailabilityChoices } from "./use-availability-choices.ts";
import { useSetPresence } from "./use-set-presence.ts";
import { useSignOut } from "./use-sign-out.ts";

type Frame = { readonly folded: boolean; readonly setFolded: (folded: boolean) => void };

/** The commands that work on every page. */
export function useFrameCommands(frame: Frame): void {
  usePlaces();
  usePlaceCommands();
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
  });
  // The number of places never changes, so the order of these hooks does not either.
  for (const entry of ENTRIES) {
    // biome-ignore lint/correctness/useHookAtTopLevel: see above
    useCommand(place(entry));
  }
  useCommand({ id: "go.profile", label: t("shell.goToProfile"), group, icon: IconUserCircle, run: goTo("/profile") });
  useCommand({
    id: "go.keyboard",
    label: t("shell.goToKeyboard"),
    group,
    icon: IconKeyboard,
    run: goTo("/profile/keyboard"),
  });
  useCommand({
    id: "go.notifications",
    label: t("shell.goToNotifications"),
    group,
    icon: IconBell,
    run: goTo("/profile/notifications"),
  });
  useCommand({ id: "go.help", label: t("shell.goToHelp"), group, icon: IconHelp, run: goTo("/help") });
  useCommand({
    id: "go.settings",
    label: t("shell.goToSettings"),
    group,
    icon: IconSettings,
    when: accountRole === "admin",
    run: goTo("/settings"),
  });
}

function useTools({ folded, setFolded }: Frame): void {
  const { t } = useWords();
  const group = t("shell.actions");
  const choices = useAvailabilityChoices();
  const palette = usePalette();
  const toasts = useToasts();
  useUndoKey(toasts.setUndoKey);
  const setPresence = useSetPresence();
  const signOut = useSignOut();
  useCommand({
    id: "palette",
    label: t("shell.openPalette"),
    group,
    icon: IconCommand,
    keyOnly: true,
    run: () => palette.openPalette(),
  });
  useCommand({
    id: "shortcuts",
    label: t("shell.shortcuts"),
    group,
    icon: IconKeyboard,
    run: palette.openCheatSheet,
  });
  useCommand({ id: "undo", label: t("shell.undoLast"), group, icon: IconArrowBackUp, run: toasts.undoLast });
  useCommand({
    id: "presence",
    label: t("shell.changeAvailability"),
    group,
    icon: IconToggleLeft,
    search: choices.map((choice) => choice.label).join(" "),
    choices: () =>
      choices.map((choice) => ({
        id: `presence.${choice.key}`,
        label: choice.label,
        run: () => void setPresence(choice),
      })),
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

/** Notices lie outside of what is signed in: they are told whose key takes back. */
function useUndoKey(tell: (keys: string | undefined) => void): void {
  const [keys] = useKeysOf()("undo");
  useEffect(() => tell(keys), [keys, tell]);
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
