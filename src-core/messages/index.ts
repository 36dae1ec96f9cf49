export { DELIVERY_STATES, MESSAGE_KINDS } from './messages.rules.ts';
export type { DeliveryState, MessageKind } from './messages.rules.ts';
export {
  channelPostTable,
  deliveryTable,
  messageSettingsTable,
  messageTable,
  messageTables,
  postChannelTable,
} from './messages.schema.ts';
export type { MessagesTables } from './messages.schema.ts';
