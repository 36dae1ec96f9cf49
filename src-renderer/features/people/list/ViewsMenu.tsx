import { ActionIcon, Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { toastDone } from '../../../ui/toasts.ts';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { peopleTexts } from '../people.texts.ts';
import styles from './list.module.css';
import { readDefinition, type PeopleView } from './view.ts';

const SCREEN = 'people';

/** Ways of looking at the list that somebody gave a name. */
export const ViewsMenu = ({
  view,
  onView,
}: {
  readonly view: PeopleView;
  readonly onView: (view: PeopleView) => void;
}) => {
  const t = useTexts(peopleTexts);
  const ui = useTexts(uiTexts);
  const views = useQuery(api.views.list.queryOptions({ screen: SCREEN }));
  const [isNaming, setNaming] = useState(false);
  const remove = useMutation(
    api.views.remove.mutationOptions({ onSuccess: ({ tx }) => toastDone(t('viewRemoved'), tx) }),
  );
  const kept = views.data ?? [];
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            aria-label={t('views')}
            variant="default"
            leftSection={<IconBookmark size={16} aria-hidden />}
          >
            <span className="label">{t('views')}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown miw={240}>
          {kept.map(({ id, name, definition }) => (
            <div key={id} className={styles.view}>
              <Menu.Item
                onClick={() => {
                  const known = readDefinition(definition);
                  if (known !== undefined) onView(known);
                }}
              >
                {name}
              </Menu.Item>
              <ActionIcon aria-label={t('removeView', { name })} onClick={() => remove.mutate({ id })}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          {kept.length === 0 && <Menu.Label maw={240}>{t('noViews')}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t('saveView')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={isNaming}
        onClose={() => setNaming(false)}
        title={t('saveView')}
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        <NameForm view={view} onDone={() => setNaming(false)} />
      </Modal>
    </>
  );
};

const NameForm = ({ view, onDone }: { readonly view: PeopleView; readonly onDone: () => void }) => {
  const t = useTexts(peopleTexts);
  const [name, setName] = useState('');
  const save = useMutation(
    api.views.save.mutationOptions({
      onSuccess: ({ tx }) => {
        toastDone(t('viewSaved'), tx);
        onDone();
      },
    }),
  );
  return (
    <form
      className={styles.naming}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '')
          save.mutate({ name: name.trim(), screen: SCREEN, definition: JSON.stringify(view) });
      }}
    >
      <TextInput
        data-autofocus
        label={t('viewName')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={save.isPending}>
        {t('save')}
      </Button>
    </form>
  );
};
