import { useId } from 'react';
import type { PageSize } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { DESIGNS, type Design } from '../../../../src-core/certificates/designs.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { certificatesTexts } from '../certificates.texts.ts';
import { Sheet } from '../sheet/Sheet.tsx';
import { useBackground } from '../sheet/useSheet.ts';
import styles from './templates.module.css';

type Props = {
  readonly label: string;
  readonly page: PageSize;
  readonly value: Design | undefined;
  readonly onChange: (design: Design) => void;
};

/** Our own designs as small pictures to choose from. */
export const DesignChoice = ({ label, page, value, onChange }: Props) => {
  const t = useTexts(certificatesTexts);
  const name = useId();
  return (
    <fieldset className={styles.designs}>
      <legend>{label}</legend>
      {DESIGNS.map((design) => (
        <label key={design} className={styles.design}>
          <input type="radio" name={name} checked={design === value} onChange={() => onChange(design)} />
          <Picture design={design} page={page} label={t(`d_${design}`)} />
          <span>{t(`d_${design}`)}</span>
        </label>
      ))}
    </fieldset>
  );
};

const Picture = ({
  design,
  page,
  label,
}: {
  readonly design: Design;
  readonly page: PageSize;
  readonly label: string;
}) => {
  const { address } = useBackground({ kind: 'design', design }, page);
  return (
    <span aria-hidden>
      <Sheet label={label} page={page} background={address} placed={undefined} qr={undefined} />
    </span>
  );
};
