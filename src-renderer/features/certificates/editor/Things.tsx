import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPlus, IconQrcode } from '@tabler/icons-react';
import { LIMITS, type Template } from '../../../../src-core/certificates/template.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { boxesOf, QR } from './editing.rules.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';
import { useThingName } from './useThingName.ts';
import type { Warning } from './warnings.rules.ts';

type Props = {
  readonly template: Template;
  readonly chosen: string | null;
  readonly warned: ReadonlySet<string>;
  readonly onChoose: (id: string) => void;
  readonly onAdd: () => void;
  readonly onAddQr: () => void;
};

/** All that stands on the page, as a list: also what lies under something else is found here. */
export const Things = ({ template, chosen, warned, onChoose, onAdd, onAddQr }: Props) => {
  const t = useTexts(editorTexts);
  const nameOf = useThingName();
  const isFull = template.layout.fields.length >= LIMITS.fields;
  return (
    <section className={styles.part} aria-label={t('onPage')}>
      <h2 className={styles.partHead}>
        {t('onPage')}
        <Button
          size="compact-sm"
          variant="light"
          disabled={isFull}
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={onAdd}
        >
          {t('addField')}
        </Button>
      </h2>
      <ul className={styles.things}>
        {boxesOf(template).map(({ id }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.thingName}
              aria-pressed={id === chosen}
              onClick={() => onChoose(id)}
            >
              <span>{nameOf(template, id)}</span>
              {warned.has(id) && <IconAlertTriangle size={16} aria-label={t('warnings')} />}
            </button>
          </li>
        ))}
      </ul>
      {template.layout.qr === null && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconQrcode size={15} aria-hidden />}
          onClick={onAddQr}
        >
          {t('addQr')}
        </Button>
      )}
      {isFull && <p className={styles.label}>{t('tooMany', { count: LIMITS.fields })}</p>}
    </section>
  );
};

/** What should be looked at, each with a way to it. */
export const Warnings = ({
  template,
  warnings,
  onChoose,
}: {
  readonly template: Template;
  readonly warnings: readonly Warning[];
  readonly onChoose: (id: string) => void;
}) => {
  const t = useTexts(editorTexts);
  const nameOf = useThingName();
  const sentence = ({ kind, detail }: Warning): string => {
    if (kind === 'letters') return t('letters', { letters: detail });
    return kind === 'unknown' ? t('unknown', { words: detail }) : t(kind);
  };
  return (
    <section className={styles.part} aria-label={t('warnings')} aria-live="polite">
      {warnings.length === 0 ? (
        <p className={styles.well}>
          <IconCheck size={17} aria-hidden />
          {t('allWell')}
        </p>
      ) : (
        <ul className={styles.warnings}>
          {warnings.map((warning) => (
            <li key={`${warning.field}-${warning.kind}`}>
              {warning.kind === 'qrNone' ? (
                nameOf(template, QR)
              ) : (
                <button type="button" onClick={() => onChoose(warning.field)}>
                  {nameOf(template, warning.field)}
                </button>
              )}{' '}
              {sentence(warning)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
