import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { PlacedCertificate } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { SheetParts, type QrShape } from '../sheet/Sheet.tsx';
import { boxesOf, QR, type Box } from './editing.rules.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';
import { dragged, GRIPS, snapped, squared, type Grip } from './snap.rules.ts';
import { useThingName } from './useThingName.ts';

type Props = {
  readonly template: Template;
  readonly placed: PlacedCertificate | undefined;
  readonly background: string | undefined;
  readonly qr: QrShape | undefined;
  readonly chosen: string | null;
  readonly warned: ReadonlySet<string>;
  readonly onChoose: (id: string | null) => void;
  /** Changes with the same step are taken back together. */
  readonly onBox: (id: string, box: Box, step: string) => void;
  readonly onRemove: (id: string) => void;
  /** The person wants to write into the chosen field. */
  readonly onWrite: () => void;
};

type Drag = {
  readonly id: string;
  readonly grip: Grip;
  readonly step: string;
  readonly box: Box;
  readonly from: DOMPoint;
};

/** Around the page, in millimetres: what has left it can still be taken hold of. */
const RIM = 5;
/** Dots of the screen within which a box comes to rest. */
const NEAR = 7;
/** Millimetres that an arrow key moves, and with Shift. */
const NUDGE = 0.5;
const LEAP = 5;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

let steps = 0;
const nextStep = (kind: string): string => `${kind}${(steps += 1)}`;

const placeOf = (svg: SVGSVGElement, event: PointerEvent): DOMPoint =>
  new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());

/** The page to work on: things are chosen by a click or Tab, dragged or moved by the arrow keys. */
export const Stage = (props: Props) => {
  const { template, placed, background, qr, chosen, warned, onChoose, onBox, onRemove, onWrite } = props;
  const t = useTexts(editorTexts);
  const nameOf = useThingName();
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<Drag | null>(null);
  const [guides, setGuides] = useState<{ readonly x: number | null; readonly y: number | null }>();
  const { page } = template;
  const boxes = boxesOf(template);

  const take = (event: PointerEvent<SVGElement>, id: string, grip: Grip): void => {
    const box = boxes.find((one) => one.id === id);
    if (event.button !== 0 || svg.current === null || box === undefined) return;
    event.stopPropagation();
    svg.current.setPointerCapture(event.pointerId);
    drag.current = { id, grip, box, step: nextStep('drag'), from: placeOf(svg.current, event) };
    onChoose(id);
  };
  const follow = (event: PointerEvent<SVGSVGElement>): void => {
    const now = drag.current;
    if (now === null || svg.current === null) return;
    const at = placeOf(svg.current, event);
    const free = dragged(now.box, now.grip, at.x - now.from.x, at.y - now.from.y);
    const scale = svg.current.getScreenCTM()?.a ?? 1;
    const others = boxes.filter((one) => one.id !== now.id);
    const rest = snapped(free, now.grip, others, page, event.altKey ? 0 : NEAR / scale);
    setGuides({ x: rest.vertical, y: rest.horizontal });
    onBox(now.id, now.id === QR ? squared(now.box, rest.box, now.grip) : rest.box, now.step);
  };
  const letGo = (): void => {
    drag.current = null;
    setGuides(undefined);
  };
  const onKeyDown = (event: KeyboardEvent, { id, ...box }: Box & { readonly id: string }): void => {
    const by = event.shiftKey ? LEAP : NUDGE;
    const [toX, toY] = ARROWS[event.key] ?? [0, 0];
    const [dx, dy] = [toX * by, toY * by] as const;
    if (dx !== 0 || dy !== 0) {
      const isResize = event.ctrlKey || event.metaKey;
      const grown = dragged(box, 'se', dx, dy);
      const both = dx === 0 ? dy : dx;
      const next = isResize
        ? id === QR
          ? { ...box, width: box.width + both, height: box.height + both }
          : grown
        : dragged(box, 'move', dx, dy);
      onBox(id, next, `keys-${id}`);
    } else if (event.key === 'Delete' || event.key === 'Backspace') onRemove(id);
    else if (event.key === 'Enter') onWrite();
    else if (event.key === 'Escape') onChoose(null);
    else return;
    event.preventDefault();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the things inside take the focus and the keys
    <svg
      ref={svg}
      className={styles.svg}
      viewBox={`${-RIM} ${-RIM} ${page.width + RIM * 2} ${page.height + RIM * 2}`}
      role="group"
      aria-label={t('stage')}
      onPointerDown={() => onChoose(null)}
      onPointerMove={follow}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <g className={styles.shadow}>
        <SheetParts page={page} background={background} placed={placed} qr={qr} />
      </g>
      {boxes.map((box) => (
        <g
          key={box.id}
          className={styles.thing}
          role="button"
          tabIndex={0}
          aria-label={nameOf(template, box.id)}
          aria-pressed={box.id === chosen}
          data-thing={box.id}
          data-chosen={box.id === chosen || undefined}
          data-warned={warned.has(box.id) || undefined}
          onFocus={() => onChoose(box.id)}
          onPointerDown={(event) => take(event, box.id, 'move')}
          onDoubleClick={onWrite}
          onKeyDown={(event) => onKeyDown(event, box)}
        >
          <rect className={styles.box} x={box.x} y={box.y} width={box.width} height={box.height} />
          {box.id === chosen &&
            GRIPS.filter((grip) => box.id !== QR || grip.length === 2).map((grip) => (
              <GripMark key={grip} box={box} grip={grip} onTake={(event) => take(event, box.id, grip)} />
            ))}
        </g>
      ))}
      {guides?.x != null && (
        <line className={styles.guide} x1={guides.x} x2={guides.x} y1={-RIM} y2={page.height + RIM} />
      )}
      {guides?.y != null && (
        <line className={styles.guide} x1={-RIM} x2={page.width + RIM} y1={guides.y} y2={guides.y} />
      )}
    </svg>
  );
};

const CURSORS = { nw: 'nwse', se: 'nwse', ne: 'nesw', sw: 'nesw', e: 'ew', w: 'ew' } as const;

type GripProps = {
  readonly box: Box;
  readonly grip: Exclude<Grip, 'move'>;
  readonly onTake: (event: PointerEvent<SVGElement>) => void;
};

const GripMark = ({ box, grip, onTake }: GripProps) => {
  const x = grip.includes('w') ? box.x : box.x + box.width;
  const y = grip.includes('n') ? box.y : grip.includes('s') ? box.y + box.height : box.y + box.height / 2;
  return (
    <circle
      className={styles.grip}
      cx={x}
      cy={y}
      r={1.3}
      data-grip={grip}
      style={{ cursor: `${CURSORS[grip]}-resize` }}
      onPointerDown={onTake}
    />
  );
};
