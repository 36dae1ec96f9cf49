/** How long before an event its code lets people in, minutes. */
export const CHECK_IN_OPENS_MINUTES = 60;
