import { SegmentedControl } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, queryClient } from '../../api/client.ts';
import { keepChoice } from '../../api/preferences.ts';
import { useSentence } from '../../api/sentence.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import { ErrorSentence } from '../../ui/ErrorSentence.tsx';
import { Mark, Shanyrak } from '../../ui/Mark.tsx';
import { JoinForm } from '../laptops/JoinForm.tsx';
import { setJoining } from '../laptops/joining.ts';
import { TakeOverForm } from '../handover/TakeOver.tsx';
import { OwnStart } from './OwnStart.tsx';
import styles from './setup.module.css';
import { setupTexts } from './setup.texts.ts';

type Step = 'choose' | 'own' | 'takeOver' | 'join';
const TITLES = { choose: 'welcome', own: 'formTitle', takeOver: 'takeTitle', join: 'joinTitle' } as const;
const LEADS = { choose: 'lead', own: 'formLead', takeOver: 'takeLead', join: 'joinLead' } as const;

/** The very first screen: look around, or begin. Languages are at hand before anything must be read. */
export const FirstStart = () => {
  const t = useTexts(setupTexts);
  const { language, setLanguage } = useLanguage();
  const [, navigate] = useLocation();
  const [step, setStep] = useState<Step>('choose');
  const choose = (): void => setStep('choose');
  return (
    <div className={styles.ground}>
      <Shanyrak size={760} className={styles.sky} />
      <header className={styles.languages}>
        <SegmentedControl
          size="xs"
          value={language}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={(value) => {
            if (!isLanguage(value)) return;
            keepChoice('language', value);
            setLanguage(value);
          }}
        />
      </header>
      <main className={styles.card}>
        <Mark size={52} />
        <h1 className={styles.welcome}>{t(TITLES[step])}</h1>
        <p className={styles.lead}>{t(LEADS[step])}</p>
        {step === 'choose' && <Choices onStep={setStep} />}
        {step === 'own' && <OwnStart onBack={choose} />}
        {step === 'join' && (
          <div className={styles.form}>
            <JoinForm isFresh onBack={choose} onJoining={setJoining} onDone={() => setJoining(false)} />
          </div>
        )}
        {step === 'takeOver' && (
          <div className={styles.form}>
            <TakeOverForm
              isFresh
              onBack={choose}
              onTaken={({ eventId }) => navigate(`/events/${eventId}/phones`)}
            />
          </div>
        )}
      </main>
    </div>
  );
};

const Choices = ({ onStep }: { readonly onStep: (step: Step) => void }) => {
  const t = useTexts(setupTexts);
  const sentence = useSentence();
  const { language } = useLanguage();
  const demo = useMutation(
    api.setup.startDemo.mutationOptions({
      meta: { shown: true },
      onSuccess: () => queryClient.resetQueries(),
    }),
  );
  return (
    <div className={styles.choices}>
      <button
        type="button"
        className={styles.choice}
        data-first
        onClick={() => onStep('own')}
        disabled={demo.isPending}
      >
        <span className={styles.choiceTitle}>{t('ownTitle')}</span>
        <span className={styles.choiceText}>{t('ownText')}</span>
        <IconChevronRight size={20} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.choice}
        onClick={() => demo.mutate({ language })}
        disabled={demo.isPending}
      >
        <span className={styles.choiceTitle}>{t('demoTitle')}</span>
        <span className={styles.choiceText}>{demo.isPending ? t('demoBusy') : t('demoText')}</span>
        <IconChevronRight size={20} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.choice}
        onClick={() => onStep('join')}
        disabled={demo.isPending}
      >
        <span className={styles.choiceTitle}>{t('joinTitle')}</span>
        <span className={styles.choiceText}>{t('joinText')}</span>
        <IconChevronRight size={20} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.choice}
        onClick={() => onStep('takeOver')}
        disabled={demo.isPending}
      >
        <span className={styles.choiceTitle}>{t('takeTitle')}</span>
        <span className={styles.choiceText}>{t('takeText')}</span>
        <IconChevronRight size={20} aria-hidden />
      </button>
      {demo.isError && <ErrorSentence sentence={sentence(demo.error)} />}
    </div>
  );
};
