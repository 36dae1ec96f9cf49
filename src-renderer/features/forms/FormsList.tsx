import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconForms, IconMessageStar, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api } from '../../api/client.ts';
import { useSentence } from '../../api/sentence.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useMay } from '../../api/useMay.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './forms.module.css';
import { formsTexts } from './forms.texts.ts';

type Line = Outputs['forms']['list'][number];

/** All forms, and ready-made ones to begin with. */
export const FormsList = () => {
  const t = useTexts(formsTexts);
  const sentence = useSentence();
  const list = useQuery(api.forms.list.queryOptions());
  return (
    <Page>
      <PageHeader title={t('forms')} subtitle={t('lead')} actions={<NewForm />} />
      {list.isError && <ErrorSentence sentence={sentence(list.error)} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && (
        <EmptyState title={t('noneTitle')} text={t('noneText')} action={<NewForm />} />
      )}
      <ul className={styles.list}>
        {list.data?.map((form) => (
          <FormRow key={form.id} form={form} />
        ))}
      </ul>
    </Page>
  );
};

const NewForm = () => {
  const t = useTexts(formsTexts);
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const presets = useQuery(api.forms.presets.queryOptions({ language }));
  const copy = useMutation(
    api.forms.copy.mutationOptions({ onSuccess: ({ id }) => navigate(`/forms/${id}`) }),
  );
  if (!useMay('forms.write')) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={17} aria-hidden />}>{t('newForm')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {presets.data?.map(({ id, name, kind }) => (
          <Menu.Item
            key={id}
            leftSection={<Sign kind={kind} />}
            onClick={() => copy.mutate({ from: id, name })}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => navigate('/forms/new')}>
          {t('blank')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

const Sign = ({ kind }: { readonly kind: Line['kind'] }) =>
  kind === 'feedback' ? <IconMessageStar size={18} aria-hidden /> : <IconForms size={18} aria-hidden />;

const FormRow = ({ form }: { readonly form: Line }) => {
  const t = useTexts(formsTexts);
  const { id, name, kind, versions, uses, answers } = form;
  const mayWrite = useMay('forms.write');
  const copy = useMutation(
    api.forms.copy.mutationOptions({ onSuccess: ({ tx }) => tx !== null && toastDone(t('copied'), tx) }),
  );
  const remove = useMutation(
    api.forms.remove.mutationOptions({
      onSuccess: ({ tx }) => tx !== null && toastDone(t('removed', { name }), tx),
    }),
  );
  const words = [
    t(`k_${kind}`),
    t('version', { n: versions }),
    ...(uses > 0 ? [t('usesCount', { count: uses }), t('answersCount', { count: answers })] : []),
  ];
  return (
    <li className={styles.row}>
      <span className={styles.sign}>
        <Sign kind={kind} />
      </span>
      <div className={styles.words}>
        <Link href={`/forms/${id}`} className={styles.name}>
          {name}
        </Link>
        <div className={styles.quiet}>{words.join(' · ')}</div>
      </div>
      {mayWrite && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon className={styles.above} aria-label={t('more', { name })}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={() => copy.mutate({ from: id, name: t('copyName', { name }).slice(0, 200) })}
            >
              {t('copy')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconTrash size={16} aria-hidden />}
              color="red"
              onClick={() => remove.mutate({ id })}
            >
              {t('remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
};
