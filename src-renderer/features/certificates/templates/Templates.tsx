import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { LIMITS } from '../../../../src-core/certificates/template.rules.ts';
import { api } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { LANGUAGE_NAMES } from '../../../i18n/language.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { toastDone } from '../../../ui/toasts.ts';
import { certificatesTexts } from '../certificates.texts.ts';
import { TemplateSheet } from '../sheet/TemplateSheet.tsx';
import { pageName } from './pages.ts';
import styles from './templates.module.css';

type Template = Outputs['certificateTemplates']['list'][number];

/** All templates with a live picture each. */
export const Templates = () => {
  const t = useTexts(certificatesTexts);
  const sentence = useSentence();
  const list = useQuery(api.certificateTemplates.list.queryOptions());
  if (list.isError)
    return <ErrorSentence sentence={sentence(list.error)} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return null;
  if (list.data.length === 0)
    return (
      <EmptyState
        title={t('noneTitle')}
        text={t('noneText')}
        action={
          <Button component={Link} href="/certificates/templates/new">
            {t('newTemplate')}
          </Button>
        }
      />
    );
  return (
    <ul className={styles.cards}>
      {list.data.map((template) => (
        <Card key={template.id} template={template} />
      ))}
    </ul>
  );
};

const Card = ({ template }: { readonly template: Template }) => {
  const t = useTexts(certificatesTexts);
  const { id, name, page, language } = template;
  const known = pageName(page);
  const { width, height } = page;
  return (
    <li className={styles.card}>
      <div className={styles.frame}>
        <TemplateSheet template={template} label={t('picture', { name })} />
      </div>
      <div className={styles.foot}>
        <div className={styles.words}>
          <Link href={`/certificates/templates/${id}`} className={styles.name}>
            {name}
          </Link>
          <div className={styles.kind}>
            {known === undefined ? t('p_own', { width, height }) : t(known)} · {LANGUAGE_NAMES[language]}
          </div>
        </div>
        <CardMenu template={template} />
      </div>
    </li>
  );
};

const CardMenu = ({ template: { id, name } }: { readonly template: Template }) => {
  const t = useTexts(certificatesTexts);
  const copyName = t('copyName', { name }).slice(0, LIMITS.name);
  const copy = useMutation(
    api.certificateTemplates.duplicate.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('copied', { name: copyName }), tx),
    }),
  );
  const remove = useMutation(
    api.certificateTemplates.remove.mutationOptions({
      onSuccess: ({ tx }) => toastDone(t('removed', { name }), tx),
    }),
  );
  return (
    <div className={styles.menu}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('more', { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => copy.mutate({ id, name: copyName })}
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
    </div>
  );
};
