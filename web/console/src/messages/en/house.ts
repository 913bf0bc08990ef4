/** The texts of the pages beyond the inbox, in English. */
export const house = {
  "nav.settings": "Settings",
  "nav.settingsList": "Settings",
  "nav.me": "Your profile",

  "language.label": "Language",

  "me.title": "Your profile",
  "me.look": "Look and language",
  "me.attention": "Sound, shortcuts, notifications",
  "me.thisBrowser": "Kept in this browser.",
} as const;
