/** Browsers keep these properties as attributes; the DOM that tests run in does not. */
const REFLECTED = {
  ariaLabel: "aria-label",
  ariaExpanded: "aria-expanded",
  ariaHasPopup: "aria-haspopup",
} as const;

for (const [property, attribute] of Object.entries(REFLECTED)) {
  Object.defineProperty(Element.prototype, property, {
    configurable: true,
    get(this: Element) {
      return this.getAttribute(attribute);
    },
    set(this: Element, value: string | null) {
      if (value === null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}
