import { useQuery } from '@tanstack/react-query';
import { useContext, useState } from 'react';
import { localTimeOf } from '../../../../src-core/events/localTime.rules.ts';
import { api } from '../../../api/client.ts';
import type { Outputs } from '../../../api/shapes.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { TimeZone } from '../../../i18n/useFormats.ts';
import { composerTexts } from '../composer.texts.ts';
import styles from './composer.module.css';

type Composed = NonNullable<Outputs['messages']['preview']['sample']>['ru'];

type Props = {
  readonly composed: Composed | undefined;
  /** Who writes; the organisation where it is not said. */
  readonly title?: string;
  /** What is shown, for whoever hears it; a message where it is not said. */
  readonly label?: string;
};

/** The message as it looks on a phone, in the words of the very function that sends it. */
export const Phone = ({ composed, title, label }: Props) => {
  const t = useTexts(composerTexts);
  const organisation = useQuery(api.organisation.get.queryOptions());
  const timeZone = useContext(TimeZone);
  const name = title ?? organisation.data?.name ?? '';
  const [clock] = useState(() => localTimeOf(Date.now(), timeZone).slice(11, 16));
  return (
    <div className={styles.phone} role="figure" aria-label={label ?? t('youHave')}>
      <div className={styles.phoneHead}>
        <span className={styles.face} aria-hidden>
          {name.replace(/^@/, '').slice(0, 1).toUpperCase()}
        </span>
        <strong>{name}</strong>
      </div>
      <div className={styles.screen} aria-live="polite">
        {composed === undefined ? (
          <p className={styles.nothing}>{t('p_empty')}</p>
        ) : (
          <>
            <div className={styles.bubble} lang={composed.language}>
              <p>{composed.text}</p>
              <span className="numbers">{clock}</span>
            </div>
            {composed.buttons.map((row) => (
              <div key={row.map(({ id }) => id).join(' ')} className={styles.buttons}>
                {row.map(({ id, text }) => (
                  <span key={id}>{text}</span>
                ))}
              </div>
            ))}
          </>
        )}
      </div>
    </div>
  );
};
