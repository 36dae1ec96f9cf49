import { useEffect, useRef, useState, type RefObject } from 'react';
import { keepChoice, readChoice } from '../../../../api/preferences.ts';
import { openReader } from './reader.ts';
import { NOTHING_SIGHTED, sight } from './sighting.rules.ts';

/** Why there is no picture: the user or the system says no, no camera, another program has it, it was pulled out. */
export type CameraProblem = 'refused' | 'none' | 'busy' | 'gone' | 'broken';

/** A camera by its name; its id is another at every start of the desk. */
export type Camera = { readonly id: string; readonly name: string };

export type CameraState = {
  readonly problem: CameraProblem | undefined;
  /** Whether the picture is there. */
  readonly isOn: boolean;
  /** Whether the picture is shown as in a mirror, which is how people aim before a laptop. */
  readonly isMirrored: boolean;
  readonly cameras: readonly Camera[];
  readonly current: string | undefined;
};

const STARTING: CameraState = {
  problem: undefined,
  isOn: false,
  isMirrored: true,
  cameras: [],
  current: undefined,
};

/** Between the end of one reading and the next, in milliseconds: a code is seen at once, and the laptop stays cool. */
const PAUSE_MS = 60;

const problemOf = (error: unknown): CameraProblem => {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'broken';
};

const rememberedName = (): string => decodeURIComponent(readChoice('camera') ?? '');

const openStream = (id?: string): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({
    video: {
      width: { ideal: 1280 },
      height: { ideal: 720 },
      ...(id === undefined ? {} : { deviceId: { exact: id } }),
    },
    audio: false,
  });

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

const listCameras = async (): Promise<readonly Camera[]> => {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
};

/** The stream of the wanted camera, else of the one that was chosen last on this laptop, else of any. */
const openCamera = async (wanted: string | undefined) => {
  const stream = await openStream(wanted);
  // The names of the cameras are known only once one is open.
  const cameras = await listCameras();
  const current = stream.getVideoTracks()[0]?.getSettings().deviceId;
  const remembered = cameras.find(({ name }) => name !== '' && name === rememberedName());
  if (wanted !== undefined || remembered === undefined || remembered.id === current)
    return { stream, cameras, current };
  stop(stream);
  // The remembered one may be in other hands today.
  const other = await openStream(remembered.id).catch(() => openStream());
  return { stream: other, cameras, current: other.getVideoTracks()[0]?.getSettings().deviceId };
};

type Options = {
  readonly video: RefObject<HTMLVideoElement | null>;
  /** Each code once for each time that it is held before the camera. */
  readonly onCode: (text: string) => void;
};

/** Runs the laptop's camera for as long as the screen that uses it is open. */
export const useCamera = ({ video, onCode }: Options) => {
  const [state, setState] = useState(STARTING);
  const [wanted, setWanted] = useState<{ readonly id: string | undefined; readonly attempt: number }>({
    id: undefined,
    attempt: 0,
  });
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    const shown = video.current;
    const leaving = new AbortController();
    const { signal } = leaving;
    const fail = (problem: CameraProblem): void => {
      if (!signal.aborted) setState((before) => ({ ...before, problem, isOn: false }));
    };
    if (shown !== null)
      watch(shown, wanted.id, signal, {
        onOpen: (opened) => setState({ problem: undefined, isOn: true, ...opened }),
        onCode: (text) => latest.current(text),
        onGone: () => fail('gone'),
      }).catch((error: unknown) => fail(problemOf(error)));
    return () => leaving.abort();
  }, [video, wanted]);
  return {
    ...state,
    choose: (camera: Camera): void => {
      keepChoice('camera', camera.name);
      setWanted(({ attempt }) => ({ id: camera.id, attempt: attempt + 1 }));
    },
    retry: (): void => {
      setState(STARTING);
      setWanted(({ attempt }) => ({ id: undefined, attempt: attempt + 1 }));
    },
  };
};

type Watching = {
  readonly onOpen: (opened: Pick<CameraState, 'cameras' | 'current' | 'isMirrored'>) => void;
  readonly onCode: (text: string) => void;
  readonly onGone: () => void;
};

/** Shows a camera in the element and reads codes from it until the signal. Throws what the browser throws. */
const watch = async (
  video: HTMLVideoElement,
  wanted: string | undefined,
  signal: AbortSignal,
  { onOpen, onCode, onGone }: Watching,
): Promise<void> => {
  // Browsers hide the cameras from pages that came over the network unprotected.
  if (!('mediaDevices' in navigator)) throw new DOMException('', 'NotFoundError');
  const { stream, ...opened } = await openCamera(wanted);
  const end = (): void => {
    stop(stream);
    if (video.srcObject === stream) video.srcObject = null;
  };
  if (signal.aborted) return end();
  signal.addEventListener('abort', end);
  const [track] = stream.getVideoTracks();
  track?.addEventListener('ended', onGone);
  video.srcObject = stream;
  await video.play();
  onOpen({ ...opened, isMirrored: track?.getSettings().facingMode !== 'environment' });
  const reader = await openReader();
  let sighted = NOTHING_SIGHTED;
  while (!signal.aborted && track?.readyState === 'live') {
    const text = video.videoWidth === 0 ? null : await reader.read(video).catch(() => null);
    if (text !== null && text !== '' && !signal.aborted) {
      const next = sight(sighted, text, performance.now());
      sighted = next.sighted;
      if (next.isArrival) onCode(text);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
  }
  reader.close();
};
