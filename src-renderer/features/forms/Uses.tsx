import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { api } from '../../api/client.ts';
import type { Outputs } from '../../api/shapes.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import styles from './forms.module.css';
import { formsTexts } from './forms.texts.ts';

type Use = Outputs['forms']['ofEvent'][number];

/** Where a form is asked, each with the way to its results. */
export const Uses = ({
  form,
  uses,
}: {
  readonly form: Outputs['forms']['get']['form'];
  readonly uses: readonly Use[];
}) => {
  const t = useTexts(formsTexts);
  const [, navigate] = useLocation();
  const ask = useMutation(
    api.forms.ask.mutationOptions({
      onSuccess: ({ tx, useId }) => {
        if (tx !== null) toastDone(t('open'), tx);
        navigate(`/forms/results/${useId}`);
      },
    }),
  );
  return (
    <div className={styles.uses}>
      <Panel
        title={t('asked')}
        aside={
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconLink size={15} aria-hidden />}
            loading={ask.isPending}
            onClick={() => ask.mutate({ formId: form.id, eventId: null, isAnonymous: false })}
          >
            {t('openByLink')}
          </Button>
        }
      >
        {uses.length === 0 && <p className={styles.quiet}>{t('notAsked')}</p>}
        <UseList uses={uses} nameOf={(use) => use.eventTitle ?? t('byLink')} />
      </Panel>
    </div>
  );
};

/** Lines of uses: what it is, how many answered. */
export const UseList = ({
  uses,
  nameOf,
}: {
  readonly uses: readonly Use[];
  readonly nameOf: (use: Use) => string;
}) => {
  const t = useTexts(formsTexts);
  const formats = useFormats();
  return (
    <ul className={styles.list}>
      {uses.map((use) => (
        <li key={use.id} className={styles.row}>
          <div className={styles.words}>
            <Link href={`/forms/results/${use.id}`} className={styles.name}>
              {nameOf(use)}
            </Link>
            <div className={styles.quiet}>
              {[
                formats.date(use.opensAt),
                t(use.isAnonymous ? 'anonymous' : 'named'),
                ...(use.closesAt === null ? [] : [t('closed')]),
              ].join(' · ')}
            </div>
          </div>
          <span className={styles.share}>
            {use.came === null || use.came === 0
              ? t('answersCount', { count: use.answers })
              : t('ofCame', { answers: use.answers, came: use.came })}
          </span>
        </li>
      ))}
    </ul>
  );
};
