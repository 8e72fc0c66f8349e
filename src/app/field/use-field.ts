/** The view's two orders to the worker: the field, whose codes go straight to the canvas, and the node that is looked at. */
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { FieldColour, FieldLook, NodeFacts } from '../../protocol/field.ts';
import type { Looks, NodeWish } from '../../store/looking.ts';
import { usePage } from '../context.ts';
import type { FieldScene } from './scene.ts';

/** The newest look but for its codes, which the scene has taken; null while none of this colour has come. */
export function useField(by: FieldColour, scene: FieldScene | null): { look: FieldLook | null; failed: boolean } {
  const { client, store } = usePage();
  const [state, setState] = useState<{ look: FieldLook | null; failed: boolean }>({ look: null, failed: false });
  const hear = useEffectEvent((look: FieldLook | null) => {
    if (look) scene?.take(look, store.getState().run);
    setState((before) => (look ? { look, failed: false } : { ...before, failed: true }));
  });
  useEffect(() => {
    if (!scene) return;
    const orders = client.watch.field.begin(hear);
    orders.wish({ by });
    return () => orders.stop();
  }, [client, scene, by]);
  return state;
}

/** What is known of a node; null while it is asked for, and of none. One question at a time: the pointer is faster than answers are. */
export function useNode(node: number): NodeFacts | null {
  const { client } = usePage();
  const [facts, setFacts] = useState<NodeFacts | null>(null);
  const state = useRef<{ orders: Looks<NodeWish> | null; asked: number; wanted: number }>({ orders: null, asked: -1, wanted: -1 });
  useEffect(() => {
    const own = state.current;
    own.orders = client.watch.node.begin((look) => {
      setFacts(look.node);
      const asked = own.asked;
      own.asked = -1;
      if (own.wanted !== asked) {
        own.asked = own.wanted;
        own.orders?.wish({ node: own.wanted });
      }
    });
    return () => own.orders?.stop();
  }, [client]);
  useEffect(() => {
    const own = state.current;
    own.wanted = node;
    // A question that is open is answered first; that of another run may never be, so leaving a node frees the way.
    if (own.asked >= 0 && node >= 0) return;
    own.asked = node;
    own.orders?.wish({ node });
  }, [node]);
  return facts?.node === node ? facts : null;
}
