import type { Texts } from "../t";
import { attributes } from "./attributes";
import { conversations } from "./conversations";
import { desk } from "./desk";
import { dialogues } from "./dialogues";
import { house } from "./house";
import { permissions } from "./permissions";
import { profiles } from "./profiles";
import { tokens } from "./tokens";
import { users } from "./users";

/** Every text of the console, in Swedish. A text that is missing, or too much, does not compile. */
export const sv = {
  ...attributes,
  ...conversations,
  ...desk,
  ...dialogues,
  ...house,
  ...permissions,
  ...profiles,
  ...tokens,
  ...users,
} as const satisfies Texts;
