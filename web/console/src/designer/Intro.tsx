import classes from "./Designer.module.css";
import { useEditor } from "./EditorContext";
import { td } from "./texts";

const MOD = /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl";

const KEYS = [
  ["Z", "undo"],
  ["Shift+Z", "redo"],
  ["C", "copy"],
  ["X", "cut"],
  ["V", "paste"],
  ["D", "duplicate"],
  ["A", "selectAll"],
] as const;

/** What stands beside the canvas while no single card is selected. */
export function Intro({ selected }: { selected: number }) {
  const { readOnly } = useEditor();
  const row = (label: string, ...keys: string[]) => (
    <div key={label}>
      <dt>{label}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </div>
  );
  return (
    <section className={classes.intro} aria-label={td("help")}>
      <h2>{selected > 1 ? td("selectedCount", { count: selected }) : td("noneSelected")}</h2>
      <p>{td(readOnly ? "introReadOnly" : "intro")}</p>
      {readOnly ? null : (
        <dl>
          {KEYS.map(([key, label]) => row(td(label), MOD, key))}
          {row(td("delete"), td("keyDelete"))}
          {row(td("openCard"), "Enter")}
          {row(td("pan"), td("keySpace"))}
          {row(td("selectMany"), td("keyShift"))}
        </dl>
      )}
    </section>
  );
}
