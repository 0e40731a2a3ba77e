import type { UserView } from "@guichet/contract";

export type Shown = "all" | UserView["state"];

/** Who fits the words typed (name, e-mail, reference) and the state; active first, then by name. */
export function filterUsers(users: readonly UserView[], typed: string, shown: Shown): UserView[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return users
    .filter((user) => shown === "all" || user.state === shown)
    .filter((user) => {
      const text = plain(`${user.firstName} ${user.lastName} ${user.email} ${user.userReference ?? ""}`);
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || byName(a, b));
}

const ORDER = { active: 0, invited: 1, deactivated: 2 };

function byName(a: UserView, b: UserView): number {
  return `${a.lastName} ${a.firstName}`.localeCompare(`${b.lastName} ${b.firstName}`);
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();
}
