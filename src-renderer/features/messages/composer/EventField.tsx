import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useFormats } from '../../../i18n/useFormats.ts';

type Props = {
  readonly label: string;
  readonly placeholder: string;
  readonly description?: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly isClearable?: boolean;
};

/** An event by its name: the coming ones, then those that were. */
export const EventField = ({
  label,
  placeholder,
  description,
  value,
  onChange,
  isClearable = false,
}: Props) => {
  const formats = useFormats();
  const coming = useQuery(api.events.list.queryOptions({ when: 'upcoming' }));
  const past = useQuery(api.events.list.queryOptions({ when: 'past' }));
  const named = useQuery({
    ...api.events.get.queryOptions({ id: value ?? '' }),
    enabled: value !== null,
  });
  const events = new Map(
    [
      ...(coming.data?.events ?? []),
      ...(past.data?.events ?? []),
      ...(named.data ? [named.data.event] : []),
    ].map((event) => [event.id, event]),
  );
  return (
    <Select
      label={label}
      placeholder={placeholder}
      description={description}
      inputWrapperOrder={['label', 'input', 'description']}
      data={[...events.values()].map((event) => ({
        value: event.id,
        label: `${event.title} · ${formats.date(event.starts_at.slice(0, 10))}`,
      }))}
      value={value}
      onChange={onChange}
      searchable
      clearable={isClearable}
      limit={100}
    />
  );
};
