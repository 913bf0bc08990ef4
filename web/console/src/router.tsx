import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { readFilters } from "./conversations/filters";
import type { PlainKey } from "./messages/t";
import { safeReturn } from "./session/safeReturn";
import { queries, sessionQuery } from "./session/session";
import { Loading } from "./shell/Loading";
import { NotFound } from "./shell/NotFound";
import { Root } from "./shell/Root";
import { RouteFault } from "./shell/RouteFault";
import { Shell } from "./shell/Shell";
import { open, SECTIONS } from "./shell/sections";

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search): { to?: string } => {
    const to = safeReturn(search.to);
    return to === "/" ? {} : { to };
  },
  component: lazyRouteComponent(() => import("./sign-in/SignInPage"), "SignInPage"),
});

const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/link",
  component: lazyRouteComponent(() => import("./sign-in/LinkPage"), "LinkPage"),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ location }) => {
    const me = await queries.ensureQueryData(sessionQuery);
    if (me === null) throw redirect({ to: "/sign-in", search: { to: location.href } });
    return { me };
  },
  component: Shell,
});

const startRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  beforeLoad: ({ context: { me } }) => {
    const [first] = open(SECTIONS, (needs) => needs === undefined || me.permissions.includes(needs));
    throw redirect({ to: first?.to ?? "/settings", replace: true });
  },
});

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/inbox",
  staticData: { title: "inbox.title" },
  component: lazyRouteComponent(() => import("./inbox/InboxPage"), "InboxPage"),
});

// The selected chat is a part of the address; the page itself reads it, so that the list stays mounted.
const chatRoute = createRoute({ getParentRoute: () => inboxRoute, path: "$conversation" });

const conversationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conversations",
  staticData: { title: "conversations.title" },
  validateSearch: readFilters,
  component: lazyRouteComponent(() => import("./conversations/ConversationsPage"), "ConversationsPage"),
});

const conversationRoute = createRoute({
  getParentRoute: () => conversationsRoute,
  path: "$conversation",
});

const dialoguesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/dialogues",
  staticData: { title: "dialogues.title" },
  component: lazyRouteComponent(() => import("./dialogues/DialoguesPage"), "DialoguesPage"),
});

const dialogueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/dialogues/$dialogue",
  staticData: { title: "dialogues.title" },
  component: lazyRouteComponent(() => import("./dialogues/DialoguePage"), "DialoguePage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings",
  staticData: { title: "nav.settings" },
  component: lazyRouteComponent(() => import("./settings/SettingsPage"), "SettingsPage"),
});

const settingsStartRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/me", replace: true });
  },
});

const meRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "me",
  staticData: { title: "me.title" },
  component: lazyRouteComponent(() => import("./settings/me/MePage"), "MePage"),
});

const websiteRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "website",
  staticData: { title: "website.title" },
  component: lazyRouteComponent(() => import("./settings/website/WebsitePage"), "WebsitePage"),
});

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "users",
  staticData: { title: "users.title" },
  component: lazyRouteComponent(() => import("./settings/users/UsersPage"), "UsersPage"),
});

const tokensRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "tokens",
  staticData: { title: "tokens.title" },
  component: lazyRouteComponent(() => import("./settings/tokens/TokensPage"), "TokensPage"),
});

const attributesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "attributes",
  staticData: { title: "attributes.title" },
  component: lazyRouteComponent(() => import("./settings/attributes/AttributesPage"), "AttributesPage"),
});

const profilesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "profiles",
  staticData: { title: "profiles.title" },
  component: lazyRouteComponent(() => import("./settings/profiles/ProfilesPage"), "ProfilesPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "audit",
  staticData: { title: "audit.title" },
  component: lazyRouteComponent(() => import("./settings/audit/AuditPage"), "AuditPage"),
});

/** Every page of the console. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    linkRoute,
    shellRoute.addChildren([
      startRoute,
      inboxRoute.addChildren([chatRoute]),
      conversationsRoute.addChildren([conversationRoute]),
      dialoguesRoute,
      dialogueRoute,
      settingsRoute.addChildren([
        settingsStartRoute,
        meRoute,
        attributesRoute,
        websiteRoute,
        usersRoute,
        profilesRoute,
        tokensRoute,
        auditRoute,
      ]),
    ]),
  ]),
  defaultPendingComponent: Loading,
  defaultErrorComponent: RouteFault,
  defaultNotFoundComponent: NotFound,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** What the browser's tab calls the page. */
    title?: PlainKey;
  }
}
