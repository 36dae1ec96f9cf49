/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { PROFILE_FIELDS } from '../../../src-core/reach/reach.rules.ts';
import type { ProfileField } from '../../../src-core/reach/reach.rules.ts';
import type { SeenProfile } from '../../../src-relay/portal/shapes.ts';
import { look } from '../call.ts';
import { press } from '../page.ts';
import { Button, Title, useShown } from '../parts.tsx';
import { failureIn } from '../words.ts';

const isEmpty = (seen: SeenProfile): boolean =>
  Object.values(seen).every((part) => part === null || (Array.isArray(part) && part.length === 0));

/** Nobody is given badges yet, and a choice about nothing would promise them; whoever shows them goes on doing so. */
const CHOSEN = PROFILE_FIELDS.filter((field) => field !== 'badges');

/** A profile as others see it. */
const Seen = ({ seen }: { readonly seen: SeenProfile }) => {
  const { t } = useShown();
  const { name, group, telegram, badges, visits, certificates } = seen;
  return (
    <div class="card seen">
      {name !== null && <h3>{name}</h3>}
      <p class="where">
        {[group, telegram === null ? null : `@${telegram}`].filter((part) => part !== null).join(' · ')}
      </p>
      {badges !== null && badges.length > 0 && (
        <p>
          <b>{t('badges')}:</b> {badges.join(', ')}
        </p>
      )}
      {visits !== null && (
        <p>
          <b>{t('visits')}:</b> {visits}
        </p>
      )}
      {certificates !== null && (
        <ul class="lines">
          {certificates.map((paper) => (
            <li key={`${paper.name} ${paper.event}`}>
              <b>{paper.name}</b>
              <span>{paper.event}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/** What the person shows of themself, and what that looks like. The preview is the relay's own answer, not a guess of this page. */
export const Shows = () => {
  const { t, state } = useShown();
  const { shows, isMinor, seen } = state.profile;
  const toggle = (field: ProfileField): void =>
    void press({
      name: 'profile',
      body: {
        shows: PROFILE_FIELDS.filter((one) => (one === field ? !shows.includes(one) : shows.includes(one))),
      },
    });
  return (
    <>
      <Title back="me">{t('shows')}</Title>
      <p class="lead">{isMinor ? t('showsMinor') : t('showsWhy')}</p>
      <div class="options" role="group" aria-label={t('shows')}>
        {CHOSEN.map((field) => (
          <label key={field}>
            <input
              type="checkbox"
              checked={shows.includes(field)}
              disabled={isMinor}
              onChange={() => toggle(field)}
            />
            {t(`show_${field}`)}
          </label>
        ))}
      </div>
      <h2 class="part">{t('preview')}</h2>
      {isEmpty(seen) ? <p class="hint">{t('previewEmpty')}</p> : <Seen seen={seen} />}
    </>
  );
};

/** Another member's profile, as far as they show it. */
export const Look = () => {
  const { t, language } = useShown();
  const [who, setWho] = useState('');
  const [seen, setSeen] = useState<SeenProfile | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  const find = async (): Promise<void> => {
    const answer = await look(who);
    setSeen(answer.kind === 'done' ? answer.value : undefined);
    if (answer.kind === 'done') return setFailure(undefined);
    setFailure('code' in answer ? answer.code : 'SIGNED_OUT');
  };
  return (
    <>
      <Title back="me">{t('look')}</Title>
      <p class="lead">{t('lookWhy')}</p>
      <label class="field wide">
        <span>{t('lookWho')}</span>
        <input
          value={who}
          autocapitalize="none"
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => setWho(currentTarget.value)}
        />
      </label>
      <Button onPress={find} isOff={who.trim().length < 3}>
        {t('lookFind')}
      </Button>
      <div role="status">
        {failure !== undefined && <p class="missing">{failureIn(language, failure)}</p>}
        {seen !== undefined && (isEmpty(seen) ? <p class="hint">{t('hidden')}</p> : <Seen seen={seen} />)}
      </div>
    </>
  );
};
