import { attributes } from "./attributes";
import { conversations } from "./conversations";
import { desk } from "./desk";
import { dialogues } from "./dialogues";
import { house } from "./house";
import { permissions } from "./permissions";
import { profiles } from "./profiles";
import { tokens } from "./tokens";
import { users } from "./users";

/** Every text of the console, in English: what the other languages must have too. */
export const en = {
  ...attributes,
  ...conversations,
  ...desk,
  ...dialogues,
  ...house,
  ...permissions,
  ...profiles,
  ...tokens,
  ...users,
} as const;
