import type { Permission } from "../core/wire";
import type { PlainKey } from "../messages/t";
import type { IconName } from "../ui/Icon";

/** A place that the navigation leads to. */
export interface Section {
  to: string;
  label: PlainKey;
  icon: IconName;
  /** Who may go there; everybody where there is none. */
  needs?: Permission;
}

/** The navigation of the console, in order. */
export const SECTIONS = [
  { to: "/inbox", label: "nav.inbox", icon: "inbox", needs: "view_my_conversations" },
  { to: "/conversations", label: "nav.conversations", icon: "chat", needs: "view_my_conversations" },
  { to: "/dialogues", label: "dialogues.title", icon: "flow", needs: "view_dialogues" },
  { to: "/settings", label: "nav.settings", icon: "settings" },
] as const satisfies readonly Section[];

/** The pages of the settings, in order. */
export const SETTINGS = [
  { to: "/settings/me", label: "nav.me", icon: "user" },
  {
    to: "/settings/availability",
    label: "nav.availability",
    icon: "clock",
    needs: "manage_live_chat_availability",
  },
  { to: "/settings/attributes", label: "attributes.title", icon: "tag", needs: "view_dialogues" },
  { to: "/settings/lists", label: "nav.lists", icon: "check", needs: "manage_chatbot_settings" },
  { to: "/settings/website", label: "website.title", icon: "globe", needs: "manage_privacy_and_security" },
  { to: "/settings/users", label: "users.title", icon: "users", needs: "manage_users_and_profiles" },
  { to: "/settings/profiles", label: "profiles.title", icon: "shield", needs: "manage_users_and_profiles" },
  { to: "/settings/tokens", label: "tokens.title", icon: "key", needs: "manage_integrations" },
  { to: "/settings/audit", label: "nav.audit", icon: "history", needs: "manage_users_and_profiles" },
] as const satisfies readonly Section[];

/** The pages of the settings about who gets a chat, in order. */
export const ROUTING = [
  { to: "/settings/agents", label: "nav.agents", icon: "chat", needs: "view_round_robin" },
  { to: "/settings/teams", label: "nav.teams", icon: "users", needs: "view_teams" },
  { to: "/settings/rules", label: "nav.rules", icon: "swap", needs: "view_rules" },
  { to: "/settings/what-if", label: "nav.whatIf", icon: "search", needs: "view_rules" },
  { to: "/settings/accounts", label: "nav.accounts", icon: "briefcase", needs: "view_accounts" },
  { to: "/settings/live-chat", label: "nav.liveChat", icon: "bell", needs: "manage_chatbot_settings" },
  { to: "/settings/queue", label: "nav.queue", icon: "hourglass", needs: "manage_agents" },
  { to: "/settings/fallback", label: "nav.fallback", icon: "out", needs: "manage_agents" },
  {
    to: "/settings/blocked-domains",
    label: "nav.blocked",
    icon: "block",
    needs: "manage_privacy_and_security",
  },
] as const satisfies readonly Section[];

/** Those of them that somebody may go to. */
export function open<To extends Section>(places: readonly To[], may: (needs?: Permission) => boolean): To[] {
  return places.filter(({ needs }) => may(needs));
}
