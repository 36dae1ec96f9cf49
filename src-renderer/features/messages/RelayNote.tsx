import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { useTexts } from '../../i18n/i18n.ts';
import styles from './messages.module.css';
import { messagesTexts } from './messages.texts.ts';

/** How this laptop stands with the relay that sends: none was ever connected, it is away, or all is well. */
export const useRelayStanding = (): 'none' | 'away' | 'there' | undefined => {
  const links = useQuery(api.links.state.queryOptions());
  if (links.data === undefined) return undefined;
  const relay = links.data.links.find(({ kind }) => kind === 'relay');
  if (relay === undefined) return 'none';
  return relay.problem === null ? 'there' : 'away';
};

/** One sentence where a message cannot leave at once; nothing where it can. */
export const RelayNote = () => {
  const t = useTexts(messagesTexts);
  const standing = useRelayStanding();
  if (standing === undefined || standing === 'there') return null;
  return (
    <div className={styles.note} role="status">
      <IconCloudOff size={18} aria-hidden />
      <span>
        {t(standing === 'none' ? 'noRelay' : 'relayAway')}{' '}
        {standing === 'none' && <Link href="/laptops">{t('toLaptops')}</Link>}
      </span>
    </div>
  );
};
