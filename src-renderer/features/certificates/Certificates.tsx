import { useParams } from 'wouter';
import { addFailureTexts } from '../../api/sentence.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Page, PageHeader } from '../../ui/PageHeader.tsx';
import { PageTabs } from '../../ui/PageTabs.tsx';
import { certificateFailureTexts } from './certificateFailures.texts.ts';
import { certificatesTexts } from './certificates.texts.ts';
import { Check } from './check/Check.tsx';
import { EditTemplate } from './editor/EditTemplate.tsx';
import { Issued } from './issued/Issued.tsx';
import { Keys } from './keys/Keys.tsx';
import { NewTemplateButton } from './templates/NewTemplate.tsx';
import { Templates } from './templates/Templates.tsx';

addFailureTexts(certificateFailureTexts);

const SECTIONS = ['templates', 'issued', 'check', 'keys'] as const;

/** Everything under `/certificates`: templates and their editor, what was issued, the check, the keys. */
export const Certificates = () => {
  const t = useTexts(certificatesTexts);
  const { section, id } = useParams();
  const here = SECTIONS.find((known) => known === section) ?? 'templates';
  const isNew = here === 'templates' && id === 'new';
  if (here === 'templates' && id !== undefined && !isNew) return <EditTemplate key={id} id={id} />;
  return (
    <Page fixed={here === 'issued'}>
      <PageHeader
        title={t('title')}
        subtitle={t('lead')}
        actions={here === 'templates' && <NewTemplateButton isOpen={isNew} />}
      />
      <PageTabs
        label={t('parts')}
        tabs={SECTIONS.map((name) => ({
          href: name === 'templates' ? '/certificates' : `/certificates/${name}`,
          title: t(name),
          isHere: name === here,
        }))}
      />
      {here === 'templates' && <Templates />}
      {here === 'issued' && <Issued openId={id} />}
      {here === 'check' && <Check />}
      {here === 'keys' && <Keys />}
    </Page>
  );
};
