/** The shanyrak, the ring at the top of a yurt through which the house sees the sky: Orda's mark. */
export const Mark = ({ size = 28 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <rect width="64" height="64" rx="16" fill="#115f67" />
    <g fill="none" stroke="#fbf6ec" strokeLinecap="round">
      <circle cx="32" cy="32" r="19" strokeWidth="4.4" />
      <Lattice />
    </g>
    <circle cx="32" cy="32" r="4.2" fill="#f2973f" />
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

/** Two crossing bundles of bent poles; the thin drawing has the middle pole of each bundle too. */
const Lattice = ({ thin = false }: { readonly thin?: boolean }) => (
  <>
    {[45, -45].map((angle) => (
      <g key={angle} transform={`rotate(${angle} 32 32)`} strokeWidth={thin ? 0.8 : 3.2}>
        <path d="M15 23.5Q32 30.5 49 23.5M15 40.5Q32 33.5 49 40.5" />
        {thin && <path d="M13 32H51" />}
      </g>
    ))}
  </>
);
