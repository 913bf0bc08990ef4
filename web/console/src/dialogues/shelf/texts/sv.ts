import type { en } from "./en";

/** The texts of dialogues that are put away or deleted, in Swedish. */
export const sv = {
  archived: "”{name}” är arkiverad",
  restored: "”{name}” är återställd",
  deleted: "”{name}” är borttagen",
  isArchived: "Arkiverad {when}. Den kan ändras och publiceras när den har återställts.",
  restore: "Återställ",
  conflict: "Någon har publicerat den under tiden: avpublicera den först.",
  published: "”{name}” är publicerad",
  unpublishFirst: "Det som visas på sidor kan inte tas bort: avpublicera den först, eller arkivera den.",
  unpublishNeeds: "Den måste avpubliceras först. Det gör någon som har behörigheten ”{permission}”.",
  archiveTitle: "Arkivera ”{name}”?",
  archiveText:
    "Den är publicerad: den försvinner när besökaren nästa gång visar en sida. De som har svarat på den fortsätter. Den kan återställas och sedan publiceras igen.",
  archiveConfirm: "Avpublicera och arkivera",
  delete: "Ta bort",
  deleteTitle: "Ta bort ”{name}”?",
  deleteText: "Det går inte att ångra.",
  deleteOrArchive:
    "Det går inte att ångra. Det som arkiveras visas inte heller på någon sida, men kan återställas.",
  lost: "Det här går förlorat",
  lostCards: "Dess kort, inställningar och tidigare versioner",
  shownNone: "Dess siffror; ingen har sett den",
  "shown.one": "Dess siffror; {count} besökare har sett den",
  "shown.other": "Dess siffror; {count} besökare har sett den",
  kept: "Det här finns kvar",
  conversationsNone: "Den har inte lett till något samtal",
  "conversations.one": "{count} samtal, med det som sades",
  "conversations.other": "{count} samtal, med det som sades",
  renamed: "Där heter den ”{name} (deleted)”",
  "live.one": "{count} av dem är hos en agent eller väntar på en, och fortsätter",
  "live.other": "{count} av dem är hos en agent eller väntar på en, och fortsätter",
} as const satisfies Readonly<Record<keyof typeof en, string>>;
