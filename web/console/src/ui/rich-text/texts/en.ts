/** The texts of the field for text with form, in English. */
export const en = {
  tools: "Form of the text",
  bold: "Bold",
  italic: "Italic",
  bullets: "Bulleted list",
  numbers: "Numbered list",
  link: "Link",
  address: "Address of the link",
  addressHint: "A page or an e-mail address.",
  badAddress: "This is no address of a page or a mailbox.",
  set: "Set link",
  remove: "Remove link",
  cancel: "Cancel",
  used: "{used} of {limit} characters",
} as const;
