import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readContactsSearch } from "../contacts-search.ts";
import { signedInRoute } from "./signed-in-route.ts";

const contacts = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/contacts",
  validateSearch: readContactsSearch,
  component: lazyRouteComponent(() => import("../../pages/contacts-page.tsx"), "ContactsPage"),
});
/** Drawn by its parent's page, so that opening a contact does not build the list anew. */
const contact = createRoute({ getParentRoute: () => contacts, path: "$contactId" });

export const contactRoutes = [contacts.addChildren([contact])] as const;
