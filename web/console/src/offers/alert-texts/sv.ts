import type { en } from "./en";

export const sv: Readonly<Record<keyof typeof en, string>> = {
  region: "Besökare som väntar för länge",
  waits: "{visitor} har väntat {time} på svar från {agent}.",
  announce: "{visitor} väntar för länge på svar från {agent}.",
  open: "Öppna chatten",
  more: "Och {count} till.",
};
