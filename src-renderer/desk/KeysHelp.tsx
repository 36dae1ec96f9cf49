import { Modal } from '@mantine/core';
import { useTexts } from '../i18n/i18n.ts';
import type { TextKey } from '../i18n/texts.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { uiTexts } from '../ui/ui.texts.ts';
import styles from './desk.module.css';
import { deskTexts } from './desk.texts.ts';

type Keys = readonly (readonly [keys: readonly string[], text: TextKey<typeof deskTexts>])[];

const EVERYWHERE: Keys = [
  [['Mod+K'], 'keyPalette'],
  [['Mod+Z'], 'keyUndo'],
  [['Alt+1', '2', '3', '4', '5', '6', '7'], 'keyPages'],
  [['?'], 'keyHelp'],
];
const LISTS: Keys = [
  [['/'], 'keyFilter'],
  [['N'], 'keyAdd'],
  [['↑', '↓'], 'keyMove'],
  [['Enter'], 'keyOpen'],
  [['Space'], 'keySelect'],
  [['Shift+↑', '↓'], 'keySelectMany'],
  [['Mod+A'], 'keySelectAll'],
  [['Esc'], 'keyBack'],
];

const CONFLICTS: Keys = [
  [['J', 'K'], 'keyNextConflict'],
  [['1', '2', '3'], 'keyTakeValue'],
];

/** The keys that work, by `?`. */
export const KeysHelp = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts(deskTexts);
  const ui = useTexts(uiTexts);
  const list = (keys: Keys) => (
    <dl className={styles.keys}>
      {keys.map(([names, text]) => (
        <div key={text} style={{ display: 'contents' }}>
          <dt>
            {names.map((name, index) => (
              <span key={name}>
                {index > 0 && ' '}
                <Kbd keys={name} />
              </span>
            ))}
          </dt>
          <dd>{t(text)}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys')}
      size="lg"
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <h3 className={styles.keysHead}>{t('keysTitle')}</h3>
      {list(EVERYWHERE)}
      <h3 className={styles.keysHead}>{t('keysTable')}</h3>
      {list(LISTS)}
      <h3 className={styles.keysHead}>{t('keysConflicts')}</h3>
      {list(CONFLICTS)}
    </Modal>
  );
};
