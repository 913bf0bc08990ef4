import { useMemo, useRef } from "react";
import { type Fault, type GroupDraft, isGroup, type PartDraft } from "./draft";
import { GroupField } from "./GroupField";
import type { Attribute, Kind } from "./operators";

interface CriteriaFieldProps {
  group: GroupDraft;
  /** What can be tested. */
  attributes: readonly Attribute[];
  /** What is wrong with parts, by their keys. */
  faults: ReadonlyMap<number, Fault>;
  onChange: (group: GroupDraft) => void;
}

/** What every part of a tree knows. */
export interface Tree {
  readonly attributes: readonly Attribute[];
  readonly faults: ReadonlyMap<number, Fault>;
  /** What a part is called: groups and tests are each numbered as they are read. */
  readonly numbers: ReadonlyMap<number, number>;
  /** The part that was added last: the focus goes there. */
  readonly added: { current: number | null };
}

/** A tree of groups and tests over attributes (`TARGET-2`). */
export function CriteriaField({ group, attributes, faults, onChange }: CriteriaFieldProps) {
  const added = useRef<number | null>(null);
  const numbers = useMemo(() => numbered(group), [group]);
  return (
    <GroupField
      group={group}
      depth={1}
      tree={{ attributes, faults, numbers, added }}
      onChange={onChange}
      onRemove={null}
    />
  );
}

/** The kind of an attribute; what is not known is any text. */
export function kindIn(attributes: readonly Attribute[], name: string): Kind {
  if (name.startsWith("list.")) return "list";
  return attributes.find((attribute) => attribute.name === name)?.kind ?? "text";
}

function numbered(group: GroupDraft): Map<number, number> {
  const numbers = new Map<number, number>();
  let [groups, tests] = [0, 0];
  const look = (part: PartDraft) => {
    if (isGroup(part)) {
      numbers.set(part.key, groups);
      groups += 1;
      part.parts.forEach(look);
    } else {
      tests += 1;
      numbers.set(part.key, tests);
    }
  };
  look(group);
  return numbers;
}
