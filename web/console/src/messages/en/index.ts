import { conversations } from "./conversations";
import { desk } from "./desk";
import { house } from "./house";

/** Every text of the console, in English: what the other languages must have too. */
export const en = { ...conversations, ...desk, ...house } as const;
