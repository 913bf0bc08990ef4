import type { en } from "./en";

/** The texts of the list of dialogues, in Swedish. */
export const sv = {
  filters: "Filtrera dialoger",
  status: "Status",
  all: "Alla",
  draft: "Utkast",
  published: "Publicerade",
  changed: "Ändrade sedan publiceringen",
  unpublished: "Avpublicerade",
  archived: "Arkiverade",
  noneArchived:
    "Inget är arkiverat. Det som arkiveras finns kvar här, visas inte på någon sida och kan återställas.",
  edited: "Redigerad {when}",
  editedBy: "Redigerad av {name}, {when}",
  actions: "Åtgärder för ”{name}”",
  duplicate: "Duplicera",
  archive: "Arkivera",
  restore: "Återställ",
  delete: "Ta bort",
  copyOf: "Kopia av {name}",
  numbered: "{name} ({number})",
  copied: "”{name}” finns nu som utkast",
} as const satisfies Readonly<Record<keyof typeof en, string>>;
