import {
  IconAlertTriangleFilled,
  IconHelpHexagonFilled,
  IconPhoneCall,
  IconSignature,
  IconStethoscope,
  IconUrgent,
  type Icon,
} from '@tabler/icons-react';
import type { Outputs } from '../../api/shapes.ts';

/** Something to be minded of somebody who has just arrived. */
export type Due = Outputs['attention']['ofArrivals'][number];

/** A sign of its own for each kind, so that colour is never needed to tell them apart. */
export const KIND_SIGNS: Readonly<Record<Due['kind'], Icon>> = {
  allergy: IconAlertTriangleFilled,
  health: IconStethoscope,
  consent: IconSignature,
  other: IconUrgent,
  question: IconHelpHexagonFilled,
  hidden: IconPhoneCall,
};
