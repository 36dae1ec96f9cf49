import { Checkbox, NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  A4,
  isOwnSize,
  LEAST,
  roll,
  sheetOf,
  STOCKS,
  stockName,
  TURNS,
  type BadgeDesign,
  type StockName,
} from '../../../src-core/nameBadges/nameBadge.rules.ts';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import styles from './nameBadges.module.css';
import { nameBadgesTexts } from './nameBadges.texts.ts';

const NAMES = Object.keys(STOCKS) as StockName[];
const OWN = ['roll', 'sheet'] as const;
const PARTS = ['hasGroup', 'hasEvent', 'hasOrganisation', 'hasQr'] as const;

type Props = {
  readonly design: BadgeDesign;
  readonly onChange: (patch: Partial<BadgeDesign>) => void;
};

/** The paper, what stands on the badge, and how it lies on the label. */
export const DesignFields = ({ design, onChange }: Props) => {
  const t = useTexts(nameBadgesTexts);
  const common = stockName(design);
  const [isOwn, setOwn] = useState(common === undefined);
  const chosen = isOwn || common === undefined ? (design.sheet === null ? 'roll' : 'sheet') : common;
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t('paper')}
        value={chosen}
        data={[...NAMES, ...OWN].map((value) => ({ value, label: t(value) }))}
        onChange={({ currentTarget }) => {
          const name = NAMES.find((known) => known === currentTarget.value);
          setOwn(name === undefined);
          if (name !== undefined) onChange(STOCKS[name]);
          else if (currentTarget.value === 'roll') onChange(roll(design.width, design.height));
          else onChange(sheetOf(design.width, design.height));
        }}
      />
      {(chosen === 'roll' || chosen === 'sheet') && (
        <OwnSize
          design={design}
          onSize={(width, height) =>
            onChange(chosen === 'roll' ? roll(width, height) : sheetOf(width, height))
          }
        />
      )}
      <div>
        <span className={styles.label}>{t('turn')}</span>
        <SegmentedControl
          fullWidth
          aria-label={t('turn')}
          data={TURNS.map((turn) => ({ value: String(turn), label: `${turn}°` }))}
          value={String(design.turn)}
          onChange={(value) => onChange({ turn: TURNS.find((turn) => String(turn) === value) ?? 0 })}
        />
      </div>
      <fieldset className={styles.parts}>
        <legend className={styles.label}>{t('what')}</legend>
        <Checkbox
          label={t('nameForm')}
          checked={design.name === 'full'}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.checked ? 'full' : 'short' })}
        />
        {PARTS.map((part) => (
          <Checkbox
            key={part}
            label={t(part)}
            checked={design[part]}
            onChange={({ currentTarget }) => onChange({ [part]: currentTarget.checked })}
          />
        ))}
      </fieldset>
    </div>
  );
};

type SizeProps = {
  readonly design: BadgeDesign;
  readonly onSize: (width: number, height: number) => void;
};

const OwnSize = ({ design, onSize }: SizeProps) => {
  const t = useTexts(nameBadgesTexts);
  const [width, setWidth] = useState<number | string>(design.width);
  const [height, setHeight] = useState<number | string>(design.height);
  const take = (nextWidth: number | string, nextHeight: number | string): void => {
    setWidth(nextWidth);
    setHeight(nextHeight);
    const [own, tall] = [Number(nextWidth), Number(nextHeight)];
    // While a number is half typed the last whole size stays.
    if (isOwnSize(own, tall)) onSize(own, tall);
  };
  const common = { decimalScale: 1, step: 1, clampBehavior: 'blur', allowNegative: false } as const;
  return (
    <div className={styles.pair}>
      <NumberInput
        {...common}
        label={t('width')}
        min={LEAST.width}
        max={A4.width}
        value={width}
        onChange={(next) => take(next, height)}
      />
      <NumberInput
        {...common}
        label={t('height')}
        min={LEAST.height}
        max={A4.height}
        value={height}
        onChange={(next) => take(width, next)}
      />
    </div>
  );
};

/** The longest side of the preview, in pixels; a millimetre has at most five of them. */
const LONGEST = 300;

/** The badge as the printer draws it: the same outlines, at the label's proportions. */
export const BadgePreview = ({
  eventId,
  personId,
  design,
}: {
  readonly eventId: string;
  readonly personId?: string | undefined;
  readonly design: BadgeDesign;
}) => {
  const t = useTexts(nameBadgesTexts);
  const preview = useQuery({
    ...api.nameBadges.preview.queryOptions({
      eventId,
      personId: personId ?? null,
      sample: { name: t('sampleName'), group: t('sampleGroup') },
      design,
    }),
    placeholderData: keepPreviousData,
  });
  const scale = Math.min(5, LONGEST / Math.max(design.width, design.height));
  return (
    <figure className={styles.preview}>
      <div
        className={styles.paper}
        style={{ width: design.width * scale, aspectRatio: `${design.width} / ${design.height}` }}
      >
        {preview.data !== undefined && (
          <img
            alt={t('preview')}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(preview.data.svg)}`}
          />
        )}
      </div>
      <figcaption>{t('preview')}</figcaption>
    </figure>
  );
};
