/** @jsxImportSource preact */
import type { Channel } from '../../../src-core/reach/reach.rules.ts';
import { Icon } from '../icons.tsx';
import { press } from '../page.ts';
import { Button, Title, useShown } from '../parts.tsx';

/** What is offered to whoever sets quiet hours for the first time. */
const USUAL_QUIET = { quietFrom: '22:30', quietUntil: '09:00' };

const Quiet = () => {
  const { t, state } = useShown();
  const { quietFrom, quietUntil } = state.profile;
  const set = (body: { readonly quietFrom?: string | null; readonly quietUntil?: string | null }) =>
    press({ name: 'profile', body });
  if (quietFrom === null || quietUntil === null)
    return (
      <Button kind="plain" onPress={() => set(USUAL_QUIET)}>
        {t('quietOn')}
      </Button>
    );
  return (
    <div class="span">
      <label class="field">
        <span>{t('quietFrom')}</span>
        <input
          type="time"
          value={quietFrom}
          onChange={({ currentTarget: { value } }) =>
            value !== '' && void set({ quietFrom: value, quietUntil })
          }
        />
      </label>
      <label class="field">
        <span>{t('quietUntil')}</span>
        <input
          type="time"
          value={quietUntil}
          onChange={({ currentTarget: { value } }) =>
            value !== '' && void set({ quietFrom, quietUntil: value })
          }
        />
      </label>
      <Button kind="quiet" onPress={() => set({ quietFrom: null, quietUntil: null })}>
        {t('quietOff')}
      </Button>
    </div>
  );
};

const ways = (body: { readonly order?: Channel[]; readonly stopped?: Channel[] }) =>
  press({ name: 'ways', body });

/** By which ways the person is written to, and in which order they are tried. */
const Ways = () => {
  const { t, state } = useShown();
  const { ways: known } = state.profile;
  const kinds = known.map(({ kind }) => kind);
  const stopped = known.filter(({ isStopped }) => isStopped).map(({ kind }) => kind);
  const toggle = (kind: Channel): void =>
    void ways({
      stopped: stopped.includes(kind) ? stopped.filter((one) => one !== kind) : [...stopped, kind],
    });
  const lift = (place: number): void => {
    const order = [...kinds];
    const [lifted] = order.splice(place, 1);
    if (lifted !== undefined) order.splice(place - 1, 0, lifted);
    void ways({ order });
  };
  return (
    <>
      <ol class="ordered">
        {known.map(({ kind, isStopped, isBlocked }, place) => (
          <li key={kind}>
            <label>
              <input type="checkbox" checked={!isStopped} onChange={() => toggle(kind)} />
              <span>
                {t(`way_${kind}`)}
                {isBlocked && <small>{t('wayBlocked')}</small>}
              </span>
            </label>
            {place > 0 && (
              <button
                type="button"
                aria-label={t('wayUp', { way: t(`way_${kind}`) })}
                onClick={() => lift(place)}
              >
                <Icon name="back" />
              </button>
            )}
          </li>
        ))}
      </ol>
      {stopped.length === known.length ? (
        <>
          <p class="hint">{t('stoppedAll')}</p>
          <Button kind="plain" onPress={() => ways({ stopped: [] })}>
            {t('startAll')}
          </Button>
        </>
      ) : (
        <Button kind="quiet" onPress={() => ways({ stopped: kinds })}>
          {t('stopAll')}
        </Button>
      )}
    </>
  );
};

/** What may be chosen as the most messages of a day. */
const MOST = [1, 2, 3, 5, 10];

const Most = () => {
  const { t, state } = useShown();
  const { mostADay, house } = state.profile;
  const choices = mostADay === null || MOST.includes(mostADay) ? MOST : [...MOST, mostADay];
  return (
    <label class="field wide">
      <span>{t('mostADay')}</span>
      <select
        value={mostADay ?? ''}
        onChange={({ currentTarget: { value } }) =>
          void press({ name: 'profile', body: { mostADay: value === '' ? null : Number(value) } })
        }
      >
        <option value="">
          {house.mostADay === null ? t('mostHouseNone') : t('mostHouse', { most: house.mostADay })}
        </option>
        {choices.map((most) => (
          <option key={most} value={most}>
            {most}
          </option>
        ))}
      </select>
    </label>
  );
};

/** How messages reach the person: where, how many, and when not. */
export const Settings = () => {
  const { t, state } = useShown();
  const { quietFrom, house, isDigest, ways: known } = state.profile;
  return (
    <>
      <Title back="me">{t('settings')}</Title>
      {known.length > 0 && (
        <section class="set">
          <h2>{t('ways')}</h2>
          <p class="hint">{t('waysWhy')}</p>
          <Ways />
        </section>
      )}
      <section class="set">
        <h2>{t('most')}</h2>
        <p class="hint">{t('mostWhy')}</p>
        <Most />
        {isDigest !== null && (
          <div class="options">
            <label>
              <input
                type="checkbox"
                checked={isDigest}
                onChange={() => void press({ name: 'profile', body: { isDigest: !isDigest } })}
              />
              {t('digest')}
            </label>
          </div>
        )}
      </section>
      <section class="set">
        <h2>{t('quiet')}</h2>
        <p class="hint">
          {t('quietWhy')}
          {quietFrom === null &&
            house.quietFrom !== null &&
            house.quietUntil !== null &&
            ` ${t('quietHouse', { from: house.quietFrom, until: house.quietUntil })}`}
        </p>
        <Quiet />
      </section>
    </>
  );
};
