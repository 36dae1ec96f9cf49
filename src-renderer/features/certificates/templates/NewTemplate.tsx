import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Design } from '../../../../src-core/certificates/designs.rules.ts';
import { LIMITS } from '../../../../src-core/certificates/template.rules.ts';
import { client } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../i18n/language.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { uiTexts } from '../../../ui/ui.texts.ts';
import { certificatesTexts } from '../certificates.texts.ts';
import { backTo, useCameFrom, withFrom } from '../cameFrom.ts';
import { DesignChoice } from './DesignChoice.tsx';
import { PAGE_CHOICES, PAGE_NAMES, type PageChoice } from './pages.ts';
import styles from './templates.module.css';

/** Begins a new template: its design, page and language; the words come in the editor. */
export const NewTemplateButton = ({ isOpen }: { readonly isOpen: boolean }) => {
  const t = useTexts(certificatesTexts);
  const [, navigate] = useLocation();
  const from = useCameFrom();
  return (
    <>
      <Button
        component={Link}
        href="/certificates/templates/new"
        leftSection={<IconPlus size={16} aria-hidden />}
      >
        {t('newTemplate')}
      </Button>
      {isOpen && <NewTemplate onClose={() => navigate(backTo(from))} />}
    </>
  );
};

const NewTemplate = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts(certificatesTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const own = useLanguage();
  const [, navigate] = useLocation();
  const from = useCameFrom();
  const [name, setName] = useState('');
  const [design, setDesign] = useState<Design>('frame');
  const [page, setPage] = useState<PageChoice>('p_a4');
  const [language, setLanguage] = useState(own.language);
  const make = useMutation({
    mutationFn: async () => {
      const starter = await client.certificateTemplates.starter.query({
        language,
        design,
        page: PAGE_CHOICES[page],
      });
      return client.certificateTemplates.save.mutate({
        template: { ...starter, name: name.trim() || t('namePlaceholder') },
      });
    },
    meta: { shown: true },
    onSuccess: ({ id }) => navigate(withFrom(`/certificates/templates/${id}`, from)),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={t('newTemplate')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label={t('fName')}
          placeholder={t('namePlaceholder')}
          data-autofocus
          maxLength={LIMITS.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <DesignChoice label={t('design')} page={PAGE_CHOICES[page]} value={design} onChange={setDesign} />
          <p className={styles.hint}>{t('designHint')}</p>
        </div>
        <div className={styles.two}>
          <Select
            label={t('page')}
            data={PAGE_NAMES.map((value) => ({ value, label: t(value) }))}
            value={page}
            onChange={(next) => setPage(PAGE_NAMES.find((known) => known === next) ?? page)}
          />
          <Select
            label={t('language')}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            value={language}
            onChange={(next) => setLanguage(LANGUAGES.find((known) => known === next) ?? language)}
          />
        </div>
        {make.isError && <ErrorSentence sentence={sentence(make.error)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t('make')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
