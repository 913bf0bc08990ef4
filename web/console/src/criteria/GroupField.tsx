import { Button, CloseButton, NativeSelect } from "@mantine/core";
import { useEffect, useId, useRef } from "react";
import { Icon } from "../ui/Icon";
import classes from "./Criteria.module.css";
import type { Tree } from "./CriteriaField";
import { type GroupDraft, isGroup, mayNest, newGroup, newTest, type PartDraft } from "./draft";
import { TestField } from "./TestField";
import { tc } from "./texts";

interface GroupFieldProps {
  group: GroupDraft;
  /** The outermost is at 1. */
  depth: number;
  tree: Tree;
  onChange: (group: GroupDraft) => void;
  /** Null for the outermost. */
  onRemove: (() => void) | null;
}

/** Tests and groups of which all, or any, must hold. */
export function GroupField({ group, depth, tree, onChange, onRemove }: GroupFieldProps) {
  const id = useId();
  const which = useRef<HTMLSelectElement>(null);
  const adds = useRef<HTMLButtonElement>(null);
  const number = tree.numbers.get(group.key) ?? 0;
  const outermost = onRemove === null;
  const fault = tree.faults.get(group.key);
  const { added } = tree;
  useEffect(() => {
    if (added.current === group.key) which.current?.focus();
  }, [added, group.key]);

  const add = (part: PartDraft) => {
    added.current = part.key;
    onChange({ ...group, parts: [...group.parts, part] });
  };
  const replace = (part: PartDraft) =>
    onChange({ ...group, parts: group.parts.map((each) => (each.key === part.key ? part : each)) });
  const remove = (part: PartDraft) => {
    onChange({ ...group, parts: group.parts.filter(({ key }) => key !== part.key) });
    adds.current?.focus();
  };

  return (
    <fieldset className={classes.group} aria-describedby={fault === undefined ? undefined : id}>
      {outermost ? null : <legend>{tc("group", { number })}</legend>}
      <div className={classes.head}>
        <NativeSelect
          ref={which}
          aria-label={outermost ? tc("which") : tc("whichIn", { number })}
          value={group.every ? "every" : "any"}
          onChange={(event) => onChange({ ...group, every: event.currentTarget.value === "every" })}
          data={[
            { value: "every", label: tc("every") },
            { value: "any", label: tc("any") },
          ]}
        />
        {outermost ? null : <CloseButton aria-label={tc("removeGroup", { number })} onClick={onRemove} />}
      </div>
      {outermost && group.parts.length === 0 ? <p className={classes.dim}>{tc("everybody")}</p> : null}
      <ul className={classes.parts}>
        {group.parts.map((part) => (
          <li key={part.key}>
            {isGroup(part) ? (
              <GroupField
                group={part}
                depth={depth + 1}
                tree={tree}
                onChange={replace}
                onRemove={() => remove(part)}
              />
            ) : (
              <TestField test={part} tree={tree} onChange={replace} onRemove={() => remove(part)} />
            )}
          </li>
        ))}
      </ul>
      {fault === undefined ? null : (
        <p id={id} className={classes.fault}>
          {tc(`fault.${fault}`)}
        </p>
      )}
      <div className={classes.tools}>
        <Button
          ref={adds}
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={16} />}
          aria-label={outermost ? tc("addTest") : tc("addTestTo", { number })}
          aria-invalid={fault === undefined ? undefined : true}
          onClick={() => add(newTest(tree.attributes[0]?.name ?? ""))}
        >
          {tc("addTest")}
        </Button>
        {mayNest(depth) ? (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="plus" size={16} />}
            aria-label={outermost ? tc("addGroup") : tc("addGroupTo", { number })}
            onClick={() => add(newGroup())}
          >
            {tc("addGroup")}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
