import type { Texts } from "../t";
import { attributes } from "./attributes";
import { audit } from "./audit";
import { conversations } from "./conversations";
import { desk } from "./desk";
import { dialogues } from "./dialogues";
import { house } from "./house";
import { permissions } from "./permissions";
import { profiles } from "./profiles";
import { tokens } from "./tokens";
import { users } from "./users";
import { website } from "./website";

/** Every text of the console, in Swedish. A text that is missing, or too much, does not compile. */
export const sv = {
  ...attributes,
  ...audit,
  ...conversations,
  ...desk,
  ...dialogues,
  ...house,
  ...permissions,
  ...profiles,
  ...tokens,
  ...users,
  ...website,
} as const satisfies Texts;
