type Child = Node | string | null;
type Handlers = { readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

/** Makes an element; texts become text, never markup. */
export const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly Child[] = [],
  on: Handlers = {},
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  for (const name of Object.keys(attributes)) made.setAttribute(name, attributes[name] ?? '');
  fill(made, children);
  for (const name of Object.keys(on) as (keyof HTMLElementEventMap)[])
    made.addEventListener(name, on[name] as EventListener);
  return made;
};

/** Puts the children in place of whatever was there. */
export const fill = (element: Element, children: readonly Child[]): void => {
  element.textContent = '';
  for (const child of children)
    if (child !== null)
      element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
};
