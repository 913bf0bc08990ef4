/** The texts of the pages beyond the inbox, in English. */
export const house = {
  "app.person": "Availability and account",
  "nav.settings": "Settings",
  "nav.settingsList": "Settings",
  "nav.me": "Your profile",

  "list.retry": "Try again",
  "list.more": "More",

  "language.label": "Language",

  "me.title": "Your profile",
  "me.look": "Look and language",
  "me.attention": "Sound, shortcuts, notifications",
  "me.thisBrowser": "Kept in this browser.",

  "link.owner": "Create the owner",
  "link.ownerHint": "The owner may do everything, and invites the others.",
  "link.ownerSubmit": "Create the owner",
  "link.invite": "Welcome to Frontdesk",
  "link.inviteHint": "Choose a password to accept the invitation.",
  "link.inviteSubmit": "Accept the invitation",
  "link.reset": "Reset your password",
  "link.resetHint": "You are signed out everywhere else.",
  "link.resetSubmit": "Set the password",
  "link.name": "Name",
  "link.nameHint": "Visitors see it.",
  "link.nameMissing": "Enter a name.",
  "link.password": "New password",
  "link.passwordHint": "At least 10 characters, and not the e-mail.",
  "link.short": "The password needs at least 10 characters.",
  "link.weak": "This password is too easy to guess. Choose another one.",
  "link.taken": "A user with this e-mail exists already.",
  "link.invalid": "The server does not take this e-mail or this name.",
  "link.gone": "This link no longer works",
  "link.goneHint": "It was used, has expired, or a newer one was made. Ask for a new one.",
  "link.toSignIn": "Go to sign-in",
} as const;
