/** A kept number (+77012345678) in groups that can be read aloud; another country's stays as it is. */
export const phoneForReading = (phone: string | null): string => {
  if (phone === null) return '';
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return match === null ? phone : `+7 ${match[1]} ${match[2]}-${match[3]}-${match[4]}`;
};
