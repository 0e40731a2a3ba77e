import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { readLinkToken } from "./link-token.ts";

export type Link = { readonly email: string; readonly firstName: string; readonly organizationName: string };
type Asked = {
  readonly token: string;
  readonly link: Link | undefined;
  readonly error: unknown;
  readonly again: () => void;
};

/** What the one-time link in the address stands for. */
export function useLink(kind: "getInvitation" | "getPasswordReset"): Asked {
  const [token] = useState(() => readLinkToken(location));
  const { data, error, refetch } = useQuery(linkQuery(kind, token));
  return { token, link: data, error, again: () => void refetch() };
}

function linkQuery(kind: "getInvitation" | "getPasswordReset", token: string) {
  return queryOptions({
    queryKey: ["link", kind, token],
    queryFn: ({ signal }) => call(routes[kind], { params: { token: token || "-" }, signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
