/** The texts of lists that can be put into another order, in English. */
export const en = {
  grip: "Move {name}, now {place} of {count}: drag it, or press the arrow keys",
  up: "Move {name} up",
  down: "Move {name} down",
  moved: "{name} is now {place} of {count}",
} as const;
