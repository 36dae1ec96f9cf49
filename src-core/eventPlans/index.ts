export { followEvent } from './follow.ts';
