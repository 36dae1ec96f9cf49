import { Menu } from '@mantine/core';
import { client } from '../../../api/client.ts';
import type { Inputs } from '../../../api/shapes.ts';
import { useMakeFile } from '../../../api/useMakeFile.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { peopleTexts } from '../people.texts.ts';

type Who = Inputs['cards']['pdf']['who'];

/** Two entries of a menu: personal QR cards, on sheets or one by one. */
export const CardsItems = ({ who }: { readonly who: Who }) => {
  const t = useTexts(peopleTexts);
  const { language } = useLanguage();
  const makeFile = useMakeFile();
  const print = (layout: 'sheet' | 'single'): void =>
    makeFile({ making: t('qrMaking'), ready: t('qrReady') }, () =>
      client.cards.pdf.mutate({ who, layout, language }),
    );
  return (
    <>
      <Menu.Item onClick={() => print('sheet')}>
        {t('qrCards')}: {t('qrSheet')}
      </Menu.Item>
      <Menu.Item onClick={() => print('single')}>
        {t('qrCards')}: {t('qrSingle')}
      </Menu.Item>
    </>
  );
};
