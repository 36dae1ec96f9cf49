import { Button, FileButton, Select, TextInput } from '@mantine/core';
import { IconPhotoUp } from '@tabler/icons-react';
import type { Background, Template } from '../../../../src-core/certificates/template.rules.ts';
import { LIMITS, NAME_FORMS } from '../../../../src-core/certificates/template.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../i18n/language.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { certificatesTexts } from '../certificates.texts.ts';
import { DesignChoice } from '../templates/DesignChoice.tsx';
import { PAGE_CHOICES, PAGE_NAMES, pageName } from '../templates/pages.ts';
import { withPage } from './editing.rules.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';

type Props = {
  readonly template: Template;
  readonly onChange: (next: Template, step?: string) => void;
  readonly onFile: (file: File) => void;
  readonly isUploading: boolean;
  /** Why the background cannot be shown or taken. */
  readonly problem: string | undefined;
};

/** What belongs to the page as a whole: its name, size and language, and what lies under the texts. */
export const PagePanel = ({ template, onChange, onFile, isUploading, problem }: Props) => {
  const t = useTexts(editorTexts);
  const words = useTexts(certificatesTexts);
  const { page, background } = template;
  const own = pageName(page);
  const put = (patch: Partial<Template>, step?: string): void => onChange({ ...template, ...patch }, step);
  const putBackground = (next: Background): void => put({ background: next });
  return (
    <section className={styles.part} aria-label={t('pageHead')}>
      <h2 className={styles.partHead}>{t('pageHead')}</h2>
      <TextInput
        label={words('fName')}
        maxLength={LIMITS.name}
        value={template.name}
        onChange={(event) => put({ name: event.currentTarget.value }, 'name')}
      />
      <div>
        <DesignChoice
          label={t('background')}
          page={page}
          value={background.kind === 'design' ? background.design : undefined}
          onChange={(design) => putBackground({ kind: 'design', design })}
        />
        <FileButton accept=".png,.jpg,.jpeg,.svg" onChange={(file) => file !== null && onFile(file)}>
          {(button) => (
            <Button
              {...button}
              mt="xs"
              fullWidth
              variant={background.kind === 'file' ? 'light' : 'default'}
              size="xs"
              loading={isUploading}
              leftSection={<IconPhotoUp size={16} aria-hidden />}
            >
              {t(background.kind === 'file' ? 'ownIsHere' : 'ownFile')}
            </Button>
          )}
        </FileButton>
      </div>
      {problem !== undefined && <ErrorSentence sentence={problem} />}
      <Select
        label={words('page')}
        data={[
          ...(own === undefined ? [{ value: 'own', label: words('p_own', page) }] : []),
          ...PAGE_NAMES.map((value) => ({ value, label: words(value) })),
        ]}
        value={own ?? 'own'}
        onChange={(next) => {
          const name = PAGE_NAMES.find((known) => known === next);
          if (name !== undefined) onChange(withPage(template, PAGE_CHOICES[name]));
        }}
      />
      <Select
        label={words('language')}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={template.language}
        onChange={(next) => put({ language: LANGUAGES.find((known) => known === next) ?? template.language })}
      />
      <Select
        label={t('nameForm')}
        data={NAME_FORMS.map((value) => ({ value, label: t(`n_${value}`) }))}
        value={template.nameForm}
        onChange={(next) =>
          put({ nameForm: NAME_FORMS.find((known) => known === next) ?? template.nameForm })
        }
      />
    </section>
  );
};
