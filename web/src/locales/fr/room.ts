import type { Translation } from "../catalog.ts";
import type { room as english } from "../en/room.ts";

export const room: Translation<typeof english> = {
  fullness: "{assigned} sur {most}",
  conversations: "conversations",
  title: "Plus que le maximum ?",
  text: "{name} a {assigned, plural, one {# conversation} other {# conversations}} sur {most} au plus. {count, plural, one {Avec celle-ci} other {Avec ces #}}, il y en aurait {after}.",
  textMine:
    "Vous avez {assigned, plural, one {# conversation} other {# conversations}} sur {most} au plus. {count, plural, one {Avec celle-ci} other {Avec ces #}}, il y en aurait {after}.",
  go: "Assigner quand même",
};
