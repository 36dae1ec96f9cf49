import { Button, ColorInput, Group, NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import {
  PLACEHOLDERS,
  WEIGHTS,
  type CertificateField,
  type Placeholder,
} from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { LIMITS } from '../../../../src-core/certificates/template.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import type { Box } from './editing.rules.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';

type Props = {
  readonly field: CertificateField;
  readonly textRef: RefObject<HTMLTextAreaElement | null>;
  /** `step` names what is taken back together. */
  readonly onChange: (patch: Partial<CertificateField>, step: string) => void;
  readonly onBox: (box: Box) => void;
  readonly onCentre: () => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
};

const SWATCHES = ['#12343f', '#4a5a61', '#0f6f8f', '#b98a2f', '#992e1c', '#000000', '#ffffff'];
const ALIGNS = ['left', 'center', 'right'] as const;
const VALIGNS = ['top', 'middle', 'bottom'] as const;
const FITS = ['shrink', 'wrap'] as const;

/** Everything about one text. */
export const FieldPanel = ({ field, textRef, onChange, onBox, onCentre, onCopy, onRemove }: Props) => {
  const t = useTexts(editorTexts);
  const put = (patch: Partial<CertificateField>): void =>
    onChange(patch, `${Object.keys(patch).join()}-${field.id}`);
  const insert = (placeholder: Placeholder): void => {
    const area = textRef.current;
    const [from, to] = [area?.selectionStart ?? field.text.length, area?.selectionEnd ?? field.text.length];
    const slot = `{${placeholder}}`;
    const text = (field.text.slice(0, from) + slot + field.text.slice(to)).slice(0, LIMITS.text);
    onChange({ text }, `slot-${field.id}-${field.text.length}`);
    area?.focus();
    // The caret goes behind what was put in, once the new text stands there.
    requestAnimationFrame(() => area?.setSelectionRange(from + slot.length, from + slot.length));
  };
  return (
    <section className={styles.part} aria-label={t('text')}>
      <Textarea
        ref={textRef}
        label={t('text')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={LIMITS.text}
        value={field.text}
        onChange={(event) => put({ text: event.currentTarget.value })}
      />
      <div>
        <p className={styles.label}>{t('put')}</p>
        <div className={styles.slots}>
          {PLACEHOLDERS.map((placeholder) => (
            <button
              key={placeholder}
              type="button"
              className={styles.slot}
              onClick={() => insert(placeholder)}
            >
              {t(`v_${placeholder}`)}
            </button>
          ))}
        </div>
      </div>
      <div className={styles.two}>
        <Figure
          label={t('size')}
          value={field.size}
          {...LIMITS.size}
          onChange={(size) => put({ size, minSize: Math.min(size, field.minSize) })}
        />
        <Figure
          label={t('minSize')}
          value={field.minSize}
          {...LIMITS.size}
          onChange={(minSize) => put({ minSize: Math.min(minSize, field.size) })}
        />
      </div>
      <Labelled label={t('weight')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('weight')}
          data={WEIGHTS.map((value) => ({ value, label: t(`w_${value}`) }))}
          value={field.weight}
          onChange={(weight) => put({ weight })}
        />
      </Labelled>
      <ColorInput
        label={t('colour')}
        format="hex"
        swatches={SWATCHES}
        swatchesPerRow={7}
        eyeDropperButtonProps={{ 'aria-label': t('pick') }}
        value={field.colour}
        onChange={(colour) => /^#[0-9a-f]{6}$/i.test(colour) && put({ colour: colour.toLowerCase() })}
      />
      <Labelled label={t('align')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('align')}
          data={ALIGNS.map((value) => ({ value, label: t(`a_${value}`) }))}
          value={field.align}
          onChange={(align) => put({ align })}
        />
      </Labelled>
      <Labelled label={t('valign')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('valign')}
          data={VALIGNS.map((value) => ({ value, label: t(`a_${value}`) }))}
          value={field.valign}
          onChange={(valign) => put({ valign })}
        />
      </Labelled>
      <Labelled label={t('fit')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('fit')}
          data={FITS.map((value) => ({ value, label: t(`fit_${value}`) }))}
          value={field.fit}
          onChange={(fit) => put({ fit })}
        />
      </Labelled>
      <Figure
        label={t('lines')}
        value={field.maxLines}
        least={1}
        most={LIMITS.lines}
        step={1}
        onChange={(maxLines) => put({ maxLines: Math.round(maxLines) })}
      />
      <div>
        <p className={styles.label}>{t('place')}</p>
        <div className={styles.two}>
          <Figure
            label={t('left')}
            value={field.x}
            least={-2000}
            most={2000}
            onChange={(x) => onBox({ ...field, x })}
          />
          <Figure
            label={t('top')}
            value={field.y}
            least={-2000}
            most={2000}
            onChange={(y) => onBox({ ...field, y })}
          />
          <Figure
            label={t('width')}
            value={field.width}
            least={3}
            most={2000}
            onChange={(width) => onBox({ ...field, width })}
          />
          <Figure
            label={t('height')}
            value={field.height}
            least={3}
            most={2000}
            onChange={(height) => onBox({ ...field, height })}
          />
        </div>
      </div>
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={onCentre}>
          {t('centre')}
        </Button>
        <Button variant="default" size="xs" leftSection={<IconCopy size={15} aria-hidden />} onClick={onCopy}>
          {t('copy')}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={onRemove}
        >
          {t('remove')}
        </Button>
      </Group>
    </section>
  );
};

const Labelled = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <p className={styles.label}>{label}</p>
    {children}
  </div>
);

type FigureProps = {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
};

/** A number that takes effect as soon as it is one. */
export const Figure = ({ label, value, least, most, step = 0.5, onChange }: FigureProps) => (
  <NumberInput
    label={label}
    size="xs"
    min={least}
    max={most}
    step={step}
    decimalScale={1}
    clampBehavior="blur"
    value={value}
    onChange={(next) => {
      if (typeof next === 'number' && next >= least && next <= most) onChange(next);
    }}
  />
);
