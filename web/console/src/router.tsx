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

const missedRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conversations/missed",
  staticData: { title: "nav.missed" },
  component: lazyRouteComponent(() => import("./missed/MissedPage"), "MissedPage"),
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

const designerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/dialogues/$dialogue/design",
  staticData: { title: "dialogues.title" },
  component: lazyRouteComponent(() => import("./designer/DesignerPage"), "DesignerPage"),
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

const availabilityRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "availability",
  staticData: { title: "nav.availability" },
  component: lazyRouteComponent(() => import("./settings/availability/AvailabilityPage"), "AvailabilityPage"),
});

const agentAvailabilityRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "availability/$agent",
  staticData: { title: "nav.availability" },
  component: lazyRouteComponent(
    () => import("./settings/availability/AvailabilityPage"),
    "AgentAvailabilityPage",
  ),
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

const listsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "lists",
  staticData: { title: "nav.lists" },
  component: lazyRouteComponent(() => import("./settings/lists/ListsPage"), "ListsPage"),
});

const listRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "lists/$list",
  staticData: { title: "nav.lists" },
  component: lazyRouteComponent(() => import("./settings/lists/ListPage"), "ListPage"),
});

const accountsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "accounts",
  staticData: { title: "nav.accounts" },
  component: lazyRouteComponent(() => import("./settings/accounts/AccountsPage"), "AccountsPage"),
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
  staticData: { title: "nav.audit" },
  component: lazyRouteComponent(() => import("./settings/audit/AuditPage"), "AuditPage"),
});

const rulesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "rules",
  staticData: { title: "nav.rules" },
  component: lazyRouteComponent(() => import("./settings/routing/rules/RulesPage"), "RulesPage"),
});

const newRuleRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "rules/new",
  staticData: { title: "nav.rules" },
  validateSearch: ({ from }): { from?: string } => (typeof from === "string" ? { from } : {}),
  component: lazyRouteComponent(() => import("./settings/routing/rules/RulePage"), "NewRulePage"),
});

const ruleRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "rules/$rule",
  staticData: { title: "nav.rules" },
  component: lazyRouteComponent(() => import("./settings/routing/rules/RulePage"), "RulePage"),
});

const whatIfRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "what-if",
  staticData: { title: "nav.whatIf" },
  validateSearch: ({ conversation, request }): { conversation?: string; request?: number } => ({
    ...(typeof conversation === "string" ? { conversation } : {}),
    ...(typeof request === "number" ? { request } : {}),
  }),
  component: lazyRouteComponent(() => import("./settings/routing/whatif/WhatIfPage"), "WhatIfPage"),
});

const queueRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "queue",
  staticData: { title: "nav.queue" },
  component: lazyRouteComponent(() => import("./settings/routing/queue/QueuePage"), "QueuePage"),
});

const liveChatRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "live-chat",
  staticData: { title: "nav.liveChat" },
  component: lazyRouteComponent(() => import("./settings/routing/live-chat/LiveChatPage"), "LiveChatPage"),
});

const agentsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "agents",
  staticData: { title: "nav.agents" },
  component: lazyRouteComponent(() => import("./settings/routing/agents/AgentsPage"), "AgentsPage"),
});

const teamsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "teams",
  staticData: { title: "nav.teams" },
  component: lazyRouteComponent(() => import("./settings/routing/teams/TeamsPage"), "TeamsPage"),
});

const newTeamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "teams/new",
  staticData: { title: "nav.teams" },
  component: lazyRouteComponent(() => import("./settings/routing/teams/TeamPage"), "NewTeamPage"),
});

const teamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "teams/$team",
  staticData: { title: "nav.teams" },
  component: lazyRouteComponent(() => import("./settings/routing/teams/TeamPage"), "TeamPage"),
});

const fallbackRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "fallback",
  staticData: { title: "nav.fallback" },
  component: lazyRouteComponent(() => import("./settings/routing/fallback/FallbackPage"), "FallbackPage"),
});

const blockedRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "blocked-domains",
  staticData: { title: "nav.blocked" },
  component: lazyRouteComponent(() => import("./settings/routing/blocked/BlockedPage"), "BlockedPage"),
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
      missedRoute,
      dialoguesRoute,
      dialogueRoute,
      designerRoute,
      settingsRoute.addChildren([
        settingsStartRoute,
        meRoute,
        availabilityRoute,
        agentAvailabilityRoute,
        accountsRoute,
        attributesRoute,
        listsRoute,
        listRoute,
        websiteRoute,
        usersRoute,
        profilesRoute,
        tokensRoute,
        auditRoute,
        agentsRoute,
        teamsRoute,
        newTeamRoute,
        teamRoute,
        fallbackRoute,
        blockedRoute,
        rulesRoute,
        newRuleRoute,
        ruleRoute,
        queueRoute,
        liveChatRoute,
        whatIfRoute,
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
