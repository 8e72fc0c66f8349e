import type { Plugin } from 'vite';
export function strip(path: string, code: string): string | null;
export function stripTestMaterial(): Plugin;
