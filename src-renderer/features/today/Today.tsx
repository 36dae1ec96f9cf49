import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../../i18n/i18n.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import styles from './today.module.css';
import { todayTexts } from './today.texts.ts';

/** Where a day begins: what can be done first. */
export const Today = () => {
  const t = useTexts(todayTexts);
  const formats = useFormats();
  const [now] = useState(() => Date.now());
  const steps = [
    { path: '/people/import', title: t('importTitle'), text: t('importText'), action: t('importAction') },
    { path: '/events/new', title: t('eventTitle'), text: t('eventText'), action: t('eventAction') },
    { path: '/people/new', title: t('personTitle'), text: t('personText'), action: t('personAction') },
  ];
  return (
    <Page>
      <PageHeader title={t('title')} subtitle={formats.day(now)} />
      <div className={styles.steps}>
        {steps.map(({ path, title, text, action }, index) => (
          <section key={path} className={styles.step}>
            <h2>{title}</h2>
            <p>{text}</p>
            <Button component={Link} href={path} variant={index === 0 ? 'filled' : 'light'}>
              {action}
            </Button>
          </section>
        ))}
      </div>
    </Page>
  );
};
