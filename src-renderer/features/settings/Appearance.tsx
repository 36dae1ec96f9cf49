import { SegmentedControl, Stack, Switch, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { keepChoice } from '../../api/preferences.ts';
import { useLanguage, useTexts } from '../../i18n/i18n.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../i18n/language.ts';
import { isSoundOn, setSoundOn } from '../../ui/sound.ts';
import styles from './settings.module.css';
import { settingsTexts } from './settings.texts.ts';

/** Language, light and sound of this window; each choice takes effect at once. */
export const Appearance = () => {
  const t = useTexts(settingsTexts);
  const { language, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [hasSound, setSound] = useState(isSoundOn);
  const schemes = { light: t('light'), dark: t('dark'), auto: t('auto') } as const;
  return (
    <Stack gap="lg">
      <div className={styles.row}>
        <span id="settings-language">{t('language')}</span>
        <SegmentedControl
          aria-labelledby="settings-language"
          value={language}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={(value) => {
            if (!isLanguage(value)) return;
            keepChoice('language', value);
            setLanguage(value);
          }}
        />
      </div>
      <div className={styles.row}>
        <span id="settings-scheme">{t('scheme')}</span>
        <SegmentedControl
          aria-labelledby="settings-scheme"
          value={colorScheme}
          data={Object.entries(schemes).map(([value, label]) => ({ value, label }))}
          onChange={(value) =>
            (value === 'light' || value === 'dark' || value === 'auto') && setColorScheme(value)
          }
        />
      </div>
      <Switch
        label={t('sound')}
        description={t('soundHint')}
        checked={hasSound}
        onChange={(event) => {
          setSound(event.currentTarget.checked);
          setSoundOn(event.currentTarget.checked);
        }}
      />
    </Stack>
  );
};
