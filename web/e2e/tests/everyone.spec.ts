import { accessible } from "../accessible.ts";
import { call, signedIn } from "../console.ts";
import { expect, test } from "../frontdesk.ts";

interface Dialogues {
  rows: { id: string; name: string }[];
}

interface StreamFile {
  cards: { kind: string; ring_everyone?: boolean }[];
}

test("ROUTE-20 everyone is rung at once: the first to accept gets the chat, and the others' offers vanish", async ({
  frontdesk,
  newBrowser,
  newAgent,
  visitor,
}) => {
  const owner = await signedIn(frontdesk, newBrowser);
  const asks = <Told>(method: string, path: string, data?: object) =>
    call<Told>(owner.context(), frontdesk, method, path, data);
  const { rows } = await asks<Dialogues>("GET", "dialogues");
  const id = rows.find((one) => one.name === "Harbour Bikes welcome")?.id ?? "";
  const file = await asks<StreamFile>("GET", `dialogues/${id}/file`);
  for (const card of file.cards) if (card.kind === "live_chat") card.ring_everyone = true;
  await asks("POST", "dialogues", file);
  await asks("POST", `dialogues/${id}/publish`);

  const anna = await newAgent("Anna", { reducedMotion: "reduce" });
  await anna.comesIn();
  const ben = await newAgent("Ben", { viewport: { width: 390, height: 900 }, reducedMotion: "reduce" });
  await ben.comesIn();
  await visitor.asksForAPerson();
  for (const agent of [anna, ben]) {
    await expect(agent.offer().getByText("To everyone")).toBeVisible();
    await accessible(agent.page, "an offer to everyone");
  }
  await ben.accepts();
  await expect(anna.offers).toBeHidden();
  await expect(visitor.line("You're now chatting with Ben")).toBeVisible();
  await ben.says("Good morning!");
  await expect(visitor.bubble("Good morning!")).toBeVisible();

  await expect(ben.line("Offered to 2 agents at once")).toBeVisible();
  await ben.page.getByRole("button", { name: "Why everyone?" }).click();
  const why = ben.page.getByRole("dialog");
  await expect(why.getByText("Everybody who can take the chat is asked at once:")).toBeVisible();
  await expect(why.getByText("Anna: is offered the chat")).toBeVisible();
  await accessible(ben.page, "why everyone");
});
