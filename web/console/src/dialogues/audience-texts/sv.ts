import type { en } from "./en";

/** The texts of for whom a dialogue is, and what it waits for, in Swedish. */
export const sv = {
  audience: "Målgrupp",
  audienceHint:
    "Vilka som ska se den, utifrån det man vet om dem. ”person.email är tomt” är alla som inte har sagt vilka de är.",
  everybody: "Alla",
  audienceFailed: "Det gick inte att hämta vad man kan fråga efter.",
  events: "När den kommer",
  eventsHint: "Allt som är ifyllt måste ha hänt. Lämna tomt, så kommer den genast.",
  page: "Sekunder på sidan",
  pageHint: "Alla besök på sidan räknas ihop.",
  site: "Sekunder på webbplatsen",
  scrolled: "Procent av sidan som har skrollats",
  scrolledHint: "En sida som inte går att skrolla räknas som läst till slutet.",
  secondsWrong: "Skriv ett heltal från 1 till 86400.",
  percentWrong: "Skriv ett heltal från 1 till 100.",
  tryPage: "Skulle den här sidan visa den?",
  tryPageHint: "En sidas fullständiga adress. Den jämförs med raderna ovan som de är nu, sparade eller inte.",
  tryPageAsk: "Kontrollera",
  noPage: "Det är ingen adress till en sida: skriv den med http:// eller https://.",
  shows: "Ja: den är ”{line}”.",
  excludes: "Nej: den undantas av ”{line}”.",
  neither: "Nej: ingen av sidorna är den här.",
  who: "Vilka skulle se den?",
  people: "Kända personer: {hold} av {of}",
  peopleMore: "Kända personer: {hold} av de senaste {of}",
  visitors: "Besökare som kom för första gången de senaste 30 dagarna: {hold} av {of}",
  visitorsMore: "Besökare som kom för första gången de senaste 30 dagarna: {hold} av de senaste {of}",
  named: "Några av personerna",
  notNamed: "Vilka de är visas för dem som får se alla konversationer.",
  nameless: "Inget namn",
} as const satisfies Readonly<Record<keyof typeof en, string>>;
