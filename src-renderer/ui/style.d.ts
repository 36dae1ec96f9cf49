export {};

declare module 'react' {
  /** Custom properties may be set in a style attribute. */
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be widened
  interface CSSProperties {
    [property: `--${string}`]: string;
  }
}
