/** The parts for the visitor's own script, each loaded when it is first shown: none of them is in the first load. */
import { lazy } from 'react';
import type { ComponentType } from 'react';
import { busy } from '../../lib/busy.ts';
import type * as Parts from './Own.tsx';

const part = (name: keyof typeof Parts): ComponentType => lazy(() => busy(import('./Own.tsx')).then((parts) => ({ default: parts[name] })));

export const OwnEditor = part('Editor');
export const OwnLeaks = part('Leaks');
export const OwnDoes = part('Does');
export const OwnBelow = part('Below');
export const OwnSentence = part('OwnSentence');
export const OwnTransport = part('OwnTransport');
