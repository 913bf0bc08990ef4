/** The texts of the pages beyond the inbox, in Swedish. */
export const house = {
  "app.person": "Tillgänglighet och konto",
  "nav.settings": "Inställningar",
  "nav.settingsList": "Inställningar",
  "nav.me": "Din profil",

  "list.retry": "Försök igen",
  "list.more": "Visa fler",

  "language.label": "Språk",

  "me.title": "Din profil",
  "me.look": "Utseende och språk",
  "me.attention": "Ljud, kortkommandon, aviseringar",
  "me.thisBrowser": "Sparas i den här webbläsaren.",

  "link.owner": "Skapa ägaren",
  "link.ownerHint": "Ägaren får göra allt och bjuder in de andra.",
  "link.ownerSubmit": "Skapa ägaren",
  "link.invite": "Välkommen till Frontdesk",
  "link.inviteHint": "Välj ett lösenord för att tacka ja till inbjudan.",
  "link.inviteSubmit": "Tacka ja till inbjudan",
  "link.reset": "Återställ ditt lösenord",
  "link.resetHint": "Du loggas ut överallt annars.",
  "link.resetSubmit": "Spara lösenordet",
  "link.name": "Namn",
  "link.nameHint": "Besökare ser det.",
  "link.nameMissing": "Ange ett namn.",
  "link.password": "Nytt lösenord",
  "link.passwordHint": "Minst 10 tecken, och inte e-postadressen.",
  "link.short": "Lösenordet måste ha minst 10 tecken.",
  "link.weak": "Lösenordet är för lätt att gissa. Välj ett annat.",
  "link.taken": "Det finns redan en användare med den e-postadressen.",
  "link.invalid": "Servern godtar inte e-postadressen eller namnet.",
  "link.gone": "Länken fungerar inte längre",
  "link.goneHint": "Den är använd, har gått ut eller har ersatts av en nyare. Be om en ny.",
  "link.toSignIn": "Till inloggningen",
} as const;
