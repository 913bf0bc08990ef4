/** The texts of the website's settings, in Swedish. */
export const website = {
  "website.hint": "Var chatten får finnas och vad dina besökare tillfrågas om.",
  "website.failed": "Det gick inte att läsa webbplatsens inställningar.",
  "website.retry": "Försök igen",

  "website.install": "Installation",
  "website.installHint":
    "Lägg in den här raden på varje sida som ska ha chatten, var som helst i head eller body.",
  "website.snippet": "Installationskod",
  "website.copySnippet": "Kopiera koden",
  "website.policyHint":
    "Om din webbplats skickar en Content-Security-Policy, lägg till de här raderna i den. Inget mer behövs.",
  "website.policy": "Rader för Content-Security-Policy",
  "website.copyPolicy": "Kopiera raderna",
  "website.copied": "Kopierat",
  "website.copyFailed": "Det gick inte att kopiera. Markera texten och kopiera den själv.",

  "website.domains": "Tillåtna domäner",
  "website.domainsHint":
    "Bara sidor på de här domänerna får ha chatten. En ändring gäller inom några sekunder.",
  "website.none":
    "Ingen domän är tillåten än: chatten fungerar bara på sidor på din egen dator, till exempel localhost.",
  "website.pinned":
    "Den som driver servern har angett domänerna (--allowed-domains). De kan inte ändras här.",
  "website.domain": "Domän",
  "website.domainHint": "Till exempel example.com",
  "website.subdomains": "Med underdomäner",
  "website.subdomainsOf": "{domain}: med underdomäner",
  "website.subdomainsHint":
    "Besökare är då desamma på alla: chatten lagrar en förstapartskaka, frontdesk_visitor. Nämn den på din integritetssida.",
  "website.allow": "Tillåt domänen",
  "website.allowed": "{domain} är tillåten",
  "website.saved": "Sparat",
  "website.remove": "Ta bort",
  "website.removeOf": "Ta bort {domain}",
  "website.removeTitle": "Ta bort {domain}?",
  "website.removeText":
    "Chatten försvinner från dess sidor inom några sekunder, även för besökare som chattar där.",
  "website.removeLast": "Då är ingen domän tillåten, och chatten fungerar bara på sidor på din egen dator.",
  "website.removed": "{domain} är borttagen",

  "website.fault.missing": "Ange en domän.",
  "website.fault.alone": "Ange bara domänen, utan https:// och utan sökväg.",
  "website.fault.port": "Ange domänen utan port: den är tillåten på alla portar.",
  "website.fault.wildcard": "Ange domänen utan * och slå på ”Med underdomäner”.",
  "website.fault.address": "En adress har inga underdomäner. Stäng av dem.",
  "website.fault.malformed": "Det här är ingen domän. Ange den som i example.com.",
  "website.fault.suffix":
    "Webbplatser under den här domänen tillhör andra. Ange din egen domän under den, eller stäng av ”Med underdomäner”.",
  "website.fault.link": "Ange hela adressen, som i https://example.com/privacy.",

  "website.privacy": "Integritet",
  "website.consent": "Besökare måste samtycka först",
  "website.consentHint":
    "Innan de samtycker i chatten, eller din sida anropar Frontdesk('consent', true), lagras, hämtas och räknas ingenting. Sidorna följer efter inom en minut.",
  "website.link": "Integritetspolicy",
  "website.linkHint": "Adressen visas där besökare ombeds samtycka.",
  "website.save": "Spara",
} as const;
