import type { Permission } from "../../core/wire";

/** The permissions by area, in the order of the handbook. */
export const AREAS = {
  conversations: [
    "view_dialogues",
    "manage_dialogues",
    "publish_dialogues",
    "view_flows",
    "manage_flows",
    "publish_flows",
  ],
  liveChat: ["take_live_chats", "view_my_conversations", "view_all_conversations", "supervise"],
  meetings: ["manage_all_meetings"],
  reports: ["view_global_reports", "view_live_chat_reports", "view_meetings_reports", "export_reports"],
  own: ["manage_live_chat_availability", "connect_calendar", "manage_calendar_availability"],
  admin: [
    "view_round_robin",
    "view_rules",
    "manage_rules",
    "view_accounts",
    "manage_accounts",
    "manage_chatbot_settings",
    "manage_flow_settings",
    "manage_privacy_and_security",
    "manage_integrations",
    "manage_agents",
    "view_teams",
    "manage_teams",
    "manage_users_and_profiles",
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type Area = keyof typeof AREAS;

type Placed = (typeof AREAS)[Area][number];
/** Does not compile when a permission has no area. */
export const EVERY: Exclude<Permission, Placed> extends never ? true : never = true;

/** The owner's alone: no profile of one's own gives it. */
export const OWNERS: Permission = "manage_users_and_profiles";

/** The areas, in order. */
export const ORDER = Object.keys(AREAS) as Area[];
