/** Types for the parts of the pyodide package that ship without any. */
declare module 'pyodide/pyodide.asm.mjs' {
  const createPyodideModule: NonNullable<NonNullable<Parameters<typeof import('pyodide').loadPyodide>[0]>['createPyodideModule']>;
  export default createPyodideModule;
}
