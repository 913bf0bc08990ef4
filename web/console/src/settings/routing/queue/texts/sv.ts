import type { en } from "./en";

/** The texts of the page about the queue, in Swedish. */
export const sv: Readonly<Record<keyof typeof en, string>> = {
  title: "Kö",
  hint: "Vad som händer när en besökare frågar efter en person och alla i tjänst är upptagna eller inte kan nås.",
  switch: "Besökare får vänta i en kö",
  switchHint:
    "De ser sin plats och en uppskattning, kan lämna ett meddelande och betjänas i tur och ordning. Avstängd får de reservmeddelandet genast.",
  minutes: "Längsta väntan, i minuter",
  minutesHint:
    "Därefter, eller när ingen att vänta på längre är i tjänst, får de reservmeddelandet. 1 till 120.",
  minutesFault: "Ange ett heltal från 1 till 120.",
  waitOn: "Besökare som redan väntar fortsätter att vänta.",
  save: "Spara",
  saved: "Kön sparades",
  loading: "Letar…",
  failed: "Inställningarna kunde inte läsas in",
  retry: "Försök igen",
};
