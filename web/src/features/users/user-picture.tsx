import type { UserView } from "@guichet/contract";
import type { ReactNode } from "react";
import { Avatar } from "../../ui/avatar.tsx";
import { PresenceDot } from "../../ui/presence-dot.tsx";
import { nameOf } from "./user-words.tsx";

type Props = { readonly user: UserView; readonly size: number };

/** Somebody in a list of agents, with the dot that says whether they are there (W38). Whoever never came has none. */
export function UserPicture({ user, size }: Props): ReactNode {
  return (
    <Avatar
      name={nameOf(user)}
      photo={user.photo}
      size={size}
      badge={user.state === "active" ? <PresenceDot presence={user.presence} /> : undefined}
    />
  );
}
