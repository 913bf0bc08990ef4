import { ActionIcon, Menu } from "@mantine/core";
import { Icon } from "../../ui/Icon";
import { kindTitle } from "../cardTitle";
import { KIND_NAMES } from "../core/kinds";
import type { CardKind } from "../core/stream";
import { Glyph } from "../Glyph";

/** Offers every kind of card as what comes next. */
export function NewCardMenu({ label, onPick }: { label: string; onPick: (kind: CardKind) => void }) {
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }} returnFocus={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={label} title={label}>
          <Icon name="plus" size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {KIND_NAMES.map((kind) => (
          <Menu.Item key={kind} leftSection={<Glyph name={kind} size={16} />} onClick={() => onPick(kind)}>
            {kindTitle(kind)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
