import { DateInput, DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/kk';
import 'dayjs/locale/ru';
import { IconCalendar } from '@tabler/icons-react';
import { useLanguage } from '../../../i18n/i18n.ts';

type Props = {
  readonly label: string;
  /** `YYYY-MM-DD`; null for none. */
  readonly value: string | null;
  readonly onChange: (date: string) => void;
  /** Where there may be none. */
  readonly onClear?: () => void;
};

/** A day: typed as 21.11.2026 or chosen in a month that begins on Monday. */
export const DateField = ({ label, value, onChange, onClear }: Props) => {
  const { language } = useLanguage();
  return (
    <DatesProvider settings={{ locale: language, firstDayOfWeek: 1, weekendDays: [6, 0] }}>
      <DateInput
        label={label}
        value={value}
        valueFormat="DD.MM.YYYY"
        {...(onClear !== undefined && value !== null
          ? { clearable: true }
          : { rightSection: <IconCalendar size={16} aria-hidden />, rightSectionPointerEvents: 'none' })}
        onChange={(next) => {
          if (next === null) onClear?.();
          else if (next !== value) onChange(next.slice(0, 10));
        }}
      />
    </DatesProvider>
  );
};
