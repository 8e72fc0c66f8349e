/** How large TensorFlow's GraphDef is: bytes of a node, measured on TensorFlow 2.15.1, and protobuf's limit. */
export const GRAPH_DEF = { node: 128, limit: 2 ** 31 - 1 } as const;
