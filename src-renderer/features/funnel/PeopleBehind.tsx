import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import type { Inputs } from '../../api/shapes.ts';
import { useSentence } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { uiTexts } from '../../ui/ui.texts.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { funnelScreenTexts } from './funnel.texts.ts';
import styles from './funnel.module.css';

type Asked = Inputs['funnel']['people'];

type Props = {
  readonly scope: Asked['scope'];
  readonly asked: Pick<Asked, 'step' | 'side'>;
  readonly title: string;
  readonly onClose: () => void;
};

/** Who stands behind a number; each name leads to the card. */
export const PeopleBehind = ({ scope, asked, title, onClose }: Props) => {
  const t = useTexts(funnelScreenTexts);
  const ui = useTexts(uiTexts);
  const sentence = useSentence();
  const found = useQuery(api.funnel.people.queryOptions({ scope, ...asked }));
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': ui('close') }}>
      {found.isError && <ErrorSentence sentence={sentence(found.error)} />}
      {found.isPending && <Waiting />}
      {found.data?.people.length === 0 && <p className={styles.quiet}>{t('nobody')}</p>}
      <ul className={styles.people}>
        {found.data?.people.map(({ id, name, group, events }) => (
          <li key={id}>
            <Link href={`/people/${id}`} className={styles.person}>
              {name}
            </Link>
            <span className={styles.quiet}>
              {[group, scope.kind === 'event' ? null : t('timesEvents', { count: events })]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {found.data !== undefined && found.data.total > found.data.people.length && (
        <p className={styles.quiet}>
          {t('shown', { shown: found.data.people.length, total: found.data.total })}
        </p>
      )}
    </Modal>
  );
};
