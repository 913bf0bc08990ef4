/** The texts of the pages beyond the inbox, in Swedish. */
export const house = {
  "nav.settings": "Inställningar",
  "nav.settingsList": "Inställningar",
  "nav.me": "Din profil",

  "language.label": "Språk",

  "me.title": "Din profil",
  "me.look": "Utseende och språk",
  "me.attention": "Ljud, kortkommandon, aviseringar",
  "me.thisBrowser": "Sparas i den här webbläsaren.",
} as const;
