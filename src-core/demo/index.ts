export { fillDemo } from './fillDemo.ts';
export type { DemoOptions } from './fillDemo.ts';
