type Attributes = Record<string, string>;

/** An element with attributes and children; never from markup, which policies forbid. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

/** An icon of one path in a square of 24. */
export function icon(name: string, path: string): SVGElement {
  const make = (name: string) => document.createElementNS("http://www.w3.org/2000/svg", name);
  return filled(make("svg"), { viewBox: "0 0 24 24", "aria-hidden": "true", class: name }, [
    filled(make("path"), { d: path }, []),
  ]);
}

function filled<Made extends Element>(made: Made, attributes: Attributes, children: (Node | string)[]): Made {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
