/** @jsxImportSource preact */
import { Title, useShown } from '../parts.tsx';

/** Modules of light around the code, as its standard asks. */
const QUIET = 4;

/** The person's QR card. */
export const Code = () => {
  const { t, state } = useShown();
  const { text, size, path } = state.code;
  const side = size + 2 * QUIET;
  return (
    <>
      <Title>{t('codeTitle')}</Title>
      <figure class="qr">
        <svg
          viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
          shape-rendering="crispEdges"
          role="img"
          aria-label={t('codeTitle')}
        >
          <path d={path} />
        </svg>
        <figcaption>
          <b>{state.profile.name}</b>
          <span>{text}</span>
        </figcaption>
      </figure>
      <p class="lead middle">{t('codeWhy')}</p>
    </>
  );
};
