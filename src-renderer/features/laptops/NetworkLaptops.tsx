import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/useMay.ts';
import { useTexts } from '../../i18n/i18n.ts';
import { Panel } from '../../ui/PageHeader.tsx';
import { toastDone } from '../../ui/toasts.ts';
import { laptopsTexts } from './laptops.texts.ts';
import { LinkDetails } from './LinkDetails.tsx';
import { type LinkState } from './shape.ts';
import { useLinkWords } from './useLinkWords.ts';

/** The laptops that this one calls in its network. */
export const NetworkLaptops = ({ links }: { readonly links: readonly LinkState[] }) => {
  const t = useTexts(laptopsTexts);
  return (
    <Panel title={t('linksTitle')}>
      {links.map((link) => (
        <LinkDetails key={link.id} link={link}>
          <Forget link={link} />
        </LinkDetails>
      ))}
    </Panel>
  );
};

const Forget = ({ link }: { readonly link: LinkState }) => {
  const t = useTexts(laptopsTexts);
  const words = useLinkWords();
  const mayManage = useMay('links.manage');
  const forget = useMutation(
    api.links.forget.mutationOptions({
      onSuccess: () => toastDone(t('forgotten', { name: words.bareName(link) })),
    }),
  );
  if (!mayManage) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={forget.isPending}
      onClick={() => forget.mutate({ id: link.id })}
    >
      {t('forget')}
    </Button>
  );
};
