/** The shanyrak, the ring at the top of a yurt through which the house sees the sky: Orda's mark. */
export const Mark = ({ size = 28 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <rect width="64" height="64" rx="16" fill="#115f67" />
    <g fill="none" stroke="#fbf6ec" strokeLinecap="round">
      <circle cx="32" cy="32" r="19" strokeWidth="4.4" />
      <Lattice />
    </g>
    <circle cx="32" cy="32" r="3.6" fill="#f2973f" />
  </svg>
);

/** The mark as a drawing in the colour of the text around it, for large quiet places. */
export const Shanyrak = ({
  size,
  className,
}: {
  readonly size: number;
  readonly className?: string | undefined;
}) => (
  <svg
    width={size}
    height={size}
    viewBox="10 10 44 44"
    className={className}
    aria-hidden="true"
    focusable="false"
  >
    <g fill="none" stroke="currentColor" strokeLinecap="round">
      <circle cx="32" cy="32" r="19" strokeWidth="2.2" />
      <circle cx="32" cy="32" r="21" strokeWidth="0.5" />
      <Lattice thin />
    </g>
  </svg>
);

const Lattice = ({ thin = false }: { readonly thin?: boolean }) => (
  <>
    <path
      d="M18.6 45.4C28 43 43 28 45.4 18.6M18.6 18.6C28 21 43 36 45.4 45.4"
      strokeWidth={thin ? 0.9 : 3.2}
    />
    <path
      d="M13.6 27.5C22 35 29 42 27.5 50.4M36.5 13.6C35 22 42 29 50.4 36.5M50.4 27.5C42 35 35 42 36.5 50.4M27.5 13.6C29 22 22 29 13.6 36.5"
      strokeWidth={thin ? 0.7 : 2.6}
    />
  </>
);
