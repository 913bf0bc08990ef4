import { attributeName } from "../desk/attributeName";
import { neutralise } from "../text/neutralise";
import type { Named, TestFile, TraceRoute, TraceStep } from "./queries";
import { tt } from "./texts";

/** A line of a trace in words. */
export interface Line {
  text: string;
  /** Taken, passed over, the head of what follows it, or what is just told. */
  tone: "taken" | "passed" | "head" | "told";
  /** Tests that do not hold. */
  tests: readonly string[];
}

/** What a trace says of one step. */
export function lineWords(step: TraceStep): Line {
  const line = (tone: Line["tone"], text: string, tests: readonly string[] = []): Line => ({
    tone,
    text,
    tests,
  });
  switch (step.kind) {
    case "account":
      return line("head", tt("line.account", { account: nameOf(step.account), owner: nameOf(step.owner) }));
    case "no_account":
      return line("told", tt("line.no_account", { company: neutralise(step.company) }));
    case "blocked":
      return line("passed", tt("line.blocked", { domain: neutralise(step.domain) }));
    case "rule":
      return step.because.length === 0
        ? line("told", tt("line.qualifies", { rule: nameOf(step.rule) }))
        : line("passed", tt("line.rule", { rule: nameOf(step.rule) }), step.because.map(testWords));
    case "rules":
      return line("passed", tt("line.rules", { count: step.count }));
    case "chosen":
      return line("head", tt("line.chosen", { agent: nameOf(step.agent) }));
    case "rule_ring":
      return line("head", tt("line.rule_ring", { rule: nameOf(step.rule) }));
    case "team":
      return line("head", tt("line.team", { team: nameOf(step.team) }));
    case "agent": {
      const verdict = tt(`verdict.${step.verdict}`);
      const tone = step.verdict === "offered" ? "taken" : "passed";
      return line(tone, tt("line.agent", { agent: nameOf(step.agent), verdict }));
    }
    case "run":
      return line("passed", tt("line.run", { count: step.count, verdict: tt(`verdict.${step.verdict}`) }));
    case "ordered":
      return line("told", tt(`ordered.${step.by}`));
    case "ring":
    case "everyone":
    case "general":
    case "last_agent":
      return line("head", tt(`line.${step.kind}`));
    case "no_rule":
    case "target_gone":
    case "no_tries_left":
    case "route_ended":
    case "wait_over":
    case "nobody_on_shift":
      return line("told", tt(`line.${step.kind}`));
  }
}

/** What a card asks for. */
export function routeWords(route: TraceRoute): string {
  switch (route.kind) {
    case "agent":
      return tt("route.agent", { name: nameOf(route.agent) });
    case "team":
      return tt("route.team", { name: nameOf(route.team) });
    default:
      return tt(`route.${route.kind}`);
  }
}

/** What is named, and whether it is deleted. */
export function nameOf({ name, gone }: Named): string {
  if (name === "") return tt("nameless");
  return gone ? tt("deleted", { name: neutralise(name) }) : neutralise(name);
}

/** A test of criteria in words. */
export function testWords({ attribute: id, operator }: TestFile): string {
  const attribute = attributeName(id);
  if (typeof operator === "string") return tt(`test.${operator}`, { attribute });
  if ("between" in operator) {
    const [from = "", to = ""] = operator.between;
    return tt("test.between", { attribute, from, to });
  }
  if ("in" in operator) return tt("test.in", { attribute, values: neutralise(operator.in.join(", ")) });
  const [name, value] = Object.entries(operator)[0] as [Compared, string];
  return tt(`test.${name}`, { attribute, value: neutralise(value) });
}

type Compared = "is" | "is_not" | "contains" | "starts_with" | "greater" | "less";
